import { useCallback, useEffect, useState } from 'react'
import type { SubtitleTrack } from '~/media/shelves.server'
import { useRoomPage } from '../../room-page'

export type SubtitleState = {
  offered: SubtitleTrack[]
  /** The id of what is read, or null. */
  chosen: string | null
  choose: (id: string | null) => void
  /** On in the language that was last read here, or the first; off when on. */
  toggle: () => void
}

const LANGUAGE = 'tutti.subtitles'
/** What somebody adds is on this page before the server knows of it. */
const ASK_AGAIN_MS = 1_000

/** Subtitles are each person's own: what one reads, the others do not see. The choice is kept for the next film. */
export function useSubtitles(screen: HTMLElement): SubtitleState {
  const { room } = useRoomPage()
  const trackId = room.current?.track.id ?? null
  const offered = useOffered(room.code, trackId)
  const [chosen, setChosen] = useState<string | null>(null)
  const wanted = localStorage.getItem(LANGUAGE)

  useEffect(() => {
    setChosen(wanted === null ? null : (offered.find(({ language }) => language === wanted)?.id ?? null))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another film is asked anew
  }, [offered])

  useEffect(() => {
    const url = chosen && `/media/${trackId}/subtitles/${chosen}?room=${room.code}`
    const put = () => putTrack(screen.querySelector('video'), url || null)
    put()
    // The player changes its video element with the film.
    const watcher = new MutationObserver(put)
    watcher.observe(screen, { childList: true })
    return () => watcher.disconnect()
  }, [screen, chosen, trackId, room.code])

  const choose = useCallback(
    (id: string | null) => {
      const language = offered.find((one) => one.id === id)?.language
      if (language) localStorage.setItem(LANGUAGE, language)
      else localStorage.removeItem(LANGUAGE)
      setChosen(id)
    },
    [offered],
  )
  return { offered, chosen, choose, toggle: () => choose(chosen ? null : (offered[0]?.id ?? null)) }
}

function useOffered(code: string, trackId: string | null): SubtitleTrack[] {
  const [offered, setOffered] = useState<SubtitleTrack[]>([])
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const ask = () => {
      void fetch(`/rooms/${code}/subtitles`, { headers: { Accept: 'application/json' }, signal: stop.signal })
        .then((answer) => (answer.ok ? answer.json() : null))
        .then((found: { trackId: string; subtitles: SubtitleTrack[] } | null) => {
          setOffered(found?.trackId === trackId ? found.subtitles : [])
          if (found && found.trackId !== trackId) timer = setTimeout(ask, ASK_AGAIN_MS)
        })
        // A film is watched without them, too.
        .catch(() => {})
    }
    ask()
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [code, trackId])
  return offered
}

function putTrack(video: HTMLVideoElement | null, url: string | null): void {
  const before = video?.querySelector('track')
  if (!video || (before?.getAttribute('src') ?? null) === url) return
  before?.remove()
  if (!url) return
  const track = Object.assign(document.createElement('track'), { kind: 'subtitles', src: url, default: true })
  video.append(track)
  track.track.mode = 'showing'
}

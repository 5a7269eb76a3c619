import { useEffect } from 'react'
import { positionAt } from '~/domain/playback/playhead'
import { useMay, useRoomPage } from '../../room-page'

const STEP_MS = 10_000
/** Where typing or choosing goes on, keys mean what they always mean. */
const HAS_KEYS_OF_ITS_OWN =
  'input:not([type="range"]), textarea, select, [contenteditable], dialog, [popover]'
/** What is pressed by the space bar, or moved by arrows, keeps these and no more. */
const SPACE_OF_ITS_OWN = 'button, a, summary'
const ARROWS_OF_ITS_OWN = '[type="range"]'

type OwnKeys = { f: () => void; c: () => void }

/** The keys that film players share: space, arrows, m, and those for oneself alone. */
export function useFilmKeys(own: OwnKeys): void {
  const { live, room } = useRoomPage()
  const mayPlayPause = useMay('playback.playPause')
  const maySeek = useMay('playback.seek')

  useEffect(() => {
    if (!live) return
    const seek = (byMs: number) => {
      const toMs = positionAt(room.playhead, live.player.serverNowMs()) + byMs
      void live.send('playback', { positionMs: String(Math.round(Math.max(0, toMs))) })
    }
    const isGoing = room.playhead.playing || room.gate !== null
    const deeds: Record<string, (() => void) | undefined> = {
      ' ': mayPlayPause ? () => void live.send('playback', { playing: String(!isGoing) }) : undefined,
      ArrowLeft: maySeek ? () => seek(-STEP_MS) : undefined,
      ArrowRight: maySeek ? () => seek(STEP_MS) : undefined,
      m: () => live.player.setMuted(!live.player.getSnapshot().muted),
      f: own.f,
      c: own.c,
    }
    const press = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
      const deed = isPlain && !isForElsewhere(event) ? deeds[event.key] : undefined
      if (!deed) return
      event.preventDefault()
      deed()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
}

function isForElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  const isOwn = (selector: string) => target.closest(selector) !== null
  if (key === ' ' && isOwn(SPACE_OF_ITS_OWN)) return true
  return isOwn(HAS_KEYS_OF_ITS_OWN) || (key.startsWith('Arrow') && isOwn(ARROWS_OF_ITS_OWN))
}

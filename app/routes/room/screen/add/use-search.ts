import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Found } from '../initial'
import { useRoomPage } from '../room-page'

export type Search = {
  found: Found | null
  state: 'idle' | 'loading' | 'failed'
  more: () => void
}

/** Long enough to let a word be typed, short enough to seem instant. */
const PAUSE_MS = 120
/** While the folders are being read there may be more every moment. */
const SCANNING_AGAIN_MS = 2_000
const RETRY_MS = 3_000

/** Searches the library as one types. */
export function useSearch(query: string): Search {
  const { room, live } = useRoomPage()
  const [found, setFound] = useState<Found | null>(null)
  const [state, setState] = useState<Search['state']>('idle')
  const [round, setRound] = useState(0)
  const lastRound = useRef(-1)
  const asking = useRef<AbortController>(null)

  /** The page that was found; null where there was none, or where a newer search took this one's place. */
  async function load(query: string, cursor: string | null): Promise<Found | null> {
    asking.current?.abort()
    const { signal } = (asking.current = new AbortController())
    setState('loading')
    try {
      const words = new URLSearchParams({ q: query, ...(cursor && { cursor }) })
      const answer = await fetch(`/rooms/${room.code}/search?${words}`, { signal })
      if (!answer.ok) throw new Error(`The search was answered ${answer.status}`)
      const page = (await answer.json()) as Found
      live?.remember(page.tracks)
      setFound((before) =>
        cursor && before ? { ...page, tracks: [...before.tracks, ...page.tracks] } : page,
      )
      setState('idle')
      return page
    } catch {
      if (!signal.aborted) setState('failed')
      return null
    }
  }

  const search = useEffectEvent((query: string) => load(query, null))
  useEffect(() => {
    const pauseMs = round > lastRound.current ? 0 : PAUSE_MS
    lastRound.current = round
    const again = (inMs: number) => setTimeout(() => setRound((round) => round + 1), inMs)
    let timer = setTimeout(async () => {
      const page = await search(query)
      if (asking.current?.signal.aborted) return
      if (!page) timer = again(RETRY_MS)
      else if (page.scan.state === 'scanning') timer = again(SCANNING_AGAIN_MS)
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      asking.current?.abort()
    }
  }, [query, round])

  function more() {
    if (found?.nextCursor && state !== 'loading') void load(query, found.nextCursor)
  }

  return { found, state, more }
}

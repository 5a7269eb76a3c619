import { useEffect, useRef, useState } from 'react'
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

/** Searches the library as one types; `null` searches nothing. */
export function useSearch(query: string | null): Search {
  const { room, live } = useRoomPage()
  const [found, setFound] = useState<Found | null>(null)
  const [state, setState] = useState<Search['state']>('idle')
  const [round, setRound] = useState(0)
  const asking = useRef<AbortController>(null)

  async function ask(cursor: string | null): Promise<Found | null> {
    asking.current?.abort()
    const controller = (asking.current = new AbortController())
    const words = new URLSearchParams({ q: query ?? '', ...(cursor && { cursor }) })
    const answer = await fetch(`/rooms/${room.code}/search?${words}`, {
      signal: controller.signal,
      headers: { Accept: 'application/json' },
    })
    if (!answer.ok) throw new Error(`The search was answered ${answer.status}`)
    const page = (await answer.json()) as Found
    live?.remember(page.tracks)
    return controller.signal.aborted ? null : page
  }

  useEffect(() => {
    if (query === null) return
    let isOver = false
    let again: ReturnType<typeof setTimeout> | undefined
    const retry = (inMs: number) => {
      again = setTimeout(() => setRound((round) => round + 1), inMs)
    }
    const pause = setTimeout(() => {
      setState('loading')
      ask(null).then(
        (page) => {
          if (isOver || !page) return
          setFound(page)
          setState('idle')
          if (page.scan.state === 'scanning') retry(SCANNING_AGAIN_MS)
        },
        () => {
          if (isOver) return
          setState('failed')
          retry(RETRY_MS)
        },
      )
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(pause)
      clearTimeout(again)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `ask` is of this query
  }, [query, round])

  function more() {
    if (!found?.nextCursor || state === 'loading') return
    setState('loading')
    ask(found.nextCursor).then(
      (page) => {
        if (page) setFound({ ...page, tracks: [...found.tracks, ...page.tracks] })
        setState('idle')
      },
      () => setState('failed'),
    )
  }

  return { found, state, more }
}

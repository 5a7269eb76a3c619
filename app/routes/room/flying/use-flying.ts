import { useEffect, useState } from 'react'
import { ALL_REACTIONS, REACTIONS, type Reaction, type ReactionCounts } from '~/domain/chat/reaction'
import type { RoomFeed } from '~/sync/browser/room-feed'

/** One of them on its way up. */
export type Flight = { id: number; reaction: Reaction; fromLeftPercent: number; afterMs: number }

/** As long as the flight takes (`flying.css`), and a moment. */
const FLIGHT_MS = 3_200
/** Those of one frame start one after another until the next frame may come. */
const SPREAD_MS = 250
/** More than this hides the film, and makes a small machine stutter. */
const MOST_AT_ONCE = 30
/** Whoever cannot see them is told of several at once, and not while they still pile up. */
const SPOKEN_AFTER_MS = 1_500

/** What flies over the picture now, and the same in words for those who listen. */
export function useFlying(feed: RoomFeed): { flights: Flight[]; words: string } {
  const [flights, setFlights] = useState<Flight[]>([])
  const [words, setWords] = useState('')
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const unheard = new Set<Reaction>()
    let lastId = 0
    const later = (deed: () => void, afterMs: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        deed()
      }, afterMs)
      timers.add(timer)
    }
    const speak = () => {
      setWords(inWords(unheard))
      unheard.clear()
    }
    const stop = feed.onReactions((counts) => {
      const fresh = flightsOf(counts, lastId)
      const newestId = (lastId += fresh.length)
      setFlights((flying) => [...flying, ...fresh].slice(-MOST_AT_ONCE))
      later(() => setFlights((flying) => flying.filter(({ id }) => id > newestId)), FLIGHT_MS + SPREAD_MS)
      if (unheard.size === 0) later(speak, SPOKEN_AFTER_MS)
      for (const { reaction } of fresh) unheard.add(reaction)
    })
    return () => {
      stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [feed])
  return { flights, words }
}

function flightsOf(counts: ReactionCounts, lastId: number): Flight[] {
  const thrown = ALL_REACTIONS.flatMap((reaction) => Array<Reaction>(counts[reaction] ?? 0).fill(reaction))
  return thrown.map((reaction, index) => ({
    id: lastId + 1 + index,
    reaction,
    fromLeftPercent: Math.round(Math.random() * 100),
    afterMs: Math.round((index / thrown.length) * SPREAD_MS),
  }))
}

function inWords(reactions: Set<Reaction>): string {
  return [...reactions].map((reaction) => REACTIONS[reaction].name).join(', ')
}

import { useEffect, useState } from 'react'
import type { RoomFeed } from '~/sync/room-feed'
import { noticesOf, type Notice, type NoticeTopic } from '../notices'

/** Long enough to look up and read one from the sofa. */
const SHOWN_MS = 7_000
/** What does not fit beside the code is not worth covering the song. */
const SHOWN_AT_ONCE = 3
/** A wall is no place for who asks to come in, or for who has gone. */
const NOT_ON_A_WALL: NoticeTopic[] = ['asking', 'going']

/** The last few things that happened, each for a moment. */
export function useNotices(feed: RoomFeed): Notice[] {
  const [notices, setNotices] = useState<Notice[]>([])
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const stop = feed.onEvents((events, _room, before) => {
      const fresh = noticesOf(events, before).filter(({ topic }) => !NOT_ON_A_WALL.includes(topic))
      if (fresh.length === 0) return
      setNotices((shown) => [...shown, ...fresh].slice(-SHOWN_AT_ONCE))
      const timer = setTimeout(() => {
        timers.delete(timer)
        setNotices((shown) => shown.filter((notice) => !fresh.includes(notice)))
      }, SHOWN_MS)
      timers.add(timer)
    })
    return () => {
      stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [feed])
  return notices
}

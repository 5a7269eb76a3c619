import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { RoomFeed, RoomState } from './room-feed'

/**
 * The room as it is now, and from now on as long as the component is there. It is drawn when `busyForMs` are over: what
 * must happen on its moment, a start, comes before what may come a moment later.
 */
export function useRoom(feed: RoomFeed, busyForMs: (state: RoomState) => number): RoomState {
  useEffect(() => {
    feed.connect()
    return () => feed.disconnect()
  }, [feed])
  const subscribe = useCallback(
    (draw: () => void) =>
      feed.subscribe(() => {
        const inMs = busyForMs(feed.getState())
        if (inMs > 0) setTimeout(draw, inMs)
        else draw()
      }),
    [feed, busyForMs],
  )
  return useSyncExternalStore(subscribe, feed.getState, feed.getState)
}

import { useEffect, useSyncExternalStore } from 'react'
import type { RoomFeed, RoomState } from './room-feed'

/** The room as it is now, and from now on as long as the component is there. */
export function useRoom(feed: RoomFeed): RoomState {
  useEffect(() => {
    feed.connect()
    return () => feed.disconnect()
  }, [feed])
  return useSyncExternalStore(feed.subscribe, feed.getState, feed.getState)
}

import { useEffect } from 'react'
import type { Room } from '~/domain/room/room'
import type { Player } from '~/player/player'
import type { RoomFeed, RoomState } from '~/sync/browser/room-feed'

/**
 * Keeps this device's sound where the room is, straight from the feed: to draw a room takes a browser as long as a start
 * leaves it.
 */
export function useSound(player: Player, feed: RoomFeed): void {
  useEffect(() => {
    let before: RoomState | null = null
    const follow = () => {
      const state = feed.getState()
      const isSame = before !== null && SOUND_HANGS_ON.every((key) => state[key] === before![key])
      before = state
      if (isSame) return
      if (isOver(state)) player.dispose()
      else player.update(roomToHear(state))
    }
    follow()
    const ignore = feed.subscribe(follow)
    return () => {
      ignore()
      player.dispose()
    }
  }, [player, feed])
}

const SOUND_HANGS_ON = ['room', 'withheld', 'connection'] as const satisfies (keyof RoomState)[]

function isOver({ room, connection }: RoomState): boolean {
  return room.ended !== null || connection === 'gone'
}

/** What somebody may not see stops at once, in whatever the browser has fetched of it already. */
function roomToHear({ room, withheld }: RoomState): Room {
  return withheld !== null && withheld === room.current?.track.id ? { ...room, current: null } : room
}

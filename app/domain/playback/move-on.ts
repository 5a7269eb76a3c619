import type { Happening } from '../room/event'
import type { Room } from '../room/room'
import type { Outcome } from '../queue/queue'
import { STOPPED } from './playhead'

/**
 * The next song, from its beginning at `startsAtMs`, or silence. It plays unless the room waits for its host.
 * `outcome` says what became of the current song, null when there is none.
 */
export function moveOn(room: Room, outcome: Outcome | null, startsAtMs: number): Happening {
  const next = room.queue[0]
  const playhead = next
    ? { itemId: next.id, playing: !room.hostAway, positionMs: 0, updatedAtMs: startsAtMs, rate: 1 }
    : { ...STOPPED, updatedAtMs: startsAtMs }
  return { type: 'playback.movedOn', outcome, playhead }
}

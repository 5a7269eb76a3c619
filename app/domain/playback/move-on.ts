import type { Facts } from '../room/decision'
import type { Happening } from '../room/event'
import type { Room } from '../room/room'
import type { Outcome } from '../queue/queue'
import { closeGate, waitsForAll } from './gate'
import { startAt, STOPPED } from './playhead'

/**
 * The next song from its beginning, or silence. It plays unless the room waits for its host, or for everyone to have it
 * ready. A song that came to its end at `endedAtMs` hands over in that moment; all else starts a moment ahead. `outcome`
 * says what became of the current song, null when there is none.
 */
export function moveOn(
  room: Room,
  outcome: Outcome | null,
  facts: Facts,
  endedAtMs: number | null = null,
): Happening[] {
  const standing = { ...STOPPED, itemId: room.queue[0]?.id ?? null, updatedAtMs: endedAtMs ?? facts.nowMs }
  const stop: Happening = { type: 'playback.movedOn', outcome, playhead: standing }
  if (standing.itemId === null || room.hostAway) return [stop]
  const isGapless =
    endedAtMs !== null && facts.devices?.every((one) => one.nextReadyItemId === standing.itemId)
  if (waitsForAll(room, facts) && !isGapless) return [stop, closeGate(standing, facts)]
  return [{ ...stop, playhead: startAt(standing, endedAtMs ?? facts.nowMs + facts.leadMs) }]
}

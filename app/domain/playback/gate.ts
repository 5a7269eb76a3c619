import type { Facts } from '../room/decision'
import type { Happening } from '../room/event'
import type { Room } from '../room/room'
import type { SoundingDevice } from './device'
import { startAt, stopAt, type Playhead } from './playhead'

/** Playback that stands at its place until everyone has it ready, or until `untilMs`. */
export type Gate = {
  itemId: string
  positionMs: number
  closedAtMs: number
  untilMs: number
  /** The event that closed it: what a device said before it knew of that is about another place. */
  seq: number
}

/** A film is worth a moment's patience; one bad network is not worth everybody's evening. */
export const GATE_OPENS_AFTER_MS = 10_000
/** Who runs dry again and again stops the others half of the time at most. */
const STALL_HOLDS_AGAIN_AFTER_MS = 10_000

/** Starts from where this playhead stands: a moment ahead, or where the room waits for everyone, once they are ready. */
export function start(room: Room, playhead: Playhead, facts: Facts): Happening {
  const standing = stopAt(playhead, facts.nowMs)
  if (waitsForAll(room, facts)) return closeGate(standing, facts)
  return { type: 'playback.changed', playhead: startAt(standing, facts.nowMs + facts.leadMs) }
}

/** Whether the song goes, or will once everyone is ready. */
export function isGoing(room: Room): boolean {
  return room.playhead.playing || room.gate !== null
}

/** Whether a start must wait: somebody may have to load it first. */
export function waitsForAll(room: Room, { devices }: Facts): boolean {
  return room.policy.readyGate && devices?.length !== 0
}

export function closeGate(standing: Playhead, { nowMs }: Facts): Happening {
  return { type: 'gate.closed', playhead: standing, untilMs: nowMs + GATE_OPENS_AFTER_MS }
}

export function openGate(room: Room, facts: Facts): Happening {
  return { type: 'gate.opened', playhead: startAt(room.playhead, facts.nowMs + facts.leadMs) }
}

/** The members whom a closed gate waits for. Who cannot play it is not one of them, nor who has left. */
export function waitedFor(room: Room, devices: readonly SoundingDevice[]): string[] {
  const { gate, failures, members } = room
  if (!gate) return []
  const late = devices.filter(
    ({ memberId, seq, readyItemId }) =>
      (seq < gate.seq || readyItemId !== gate.itemId) &&
      members[memberId]?.state === 'in' &&
      !failures.includes(memberId),
  )
  return [...new Set(late.map(({ memberId }) => memberId))]
}

/** The gate's own turns by the clock: it opens when all are there or it has waited long enough, and closes on a stall. */
export function gateDue(room: Room, facts: Facts): Happening | null {
  const { gate, playhead } = room
  if (!gate) return isHeldByStall(room, facts) ? closeGate(stopAt(playhead, facts.nowMs), facts) : null
  const allAreReady = facts.devices !== null && waitedFor(room, facts.devices).length === 0
  return allAreReady || facts.nowMs >= gate.untilMs ? openGate(room, facts) : null
}

/** Each stall holds the room once: one that began before the last start has been waited for. */
function isHeldByStall({ policy, playhead }: Room, { nowMs, devices }: Facts): boolean {
  if (!policy.stallHoldsRoom || !playhead.playing || !devices) return false
  if (nowMs - playhead.updatedAtMs < STALL_HOLDS_AGAIN_AFTER_MS) return false
  return devices.some(({ stalledSinceMs }) => (stalledSinceMs ?? 0) > playhead.updatedAtMs)
}

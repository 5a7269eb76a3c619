import type { Facts } from '../room/decision'
import type { Happening } from '../room/event'
import type { Room } from '../room/room'
import { start } from './gate'
import { positionAt } from './playhead'

/** A time in which no node lived: the last was seen at `fromMs`, the first was back at `toMs`. */
export type Outage = { fromMs: number; toMs: number }

/** Players have this much in store and play on; who comes back within it finds the room where they are. */
export const OUTAGE_BRIDGED_MS = 15_000

/** Whether this room was playing, or about to, when all nodes went away. */
export function wasInterrupted({ ended, gate, playhead }: Room, outage: Outage | null): boolean {
  if (!outage || ended) return false
  const sinceMs = gate?.closedAtMs ?? (playhead.playing ? playhead.updatedAtMs : Infinity)
  return sinceMs < outage.toMs
}

/** Nobody heard what would have played meanwhile: the room goes on from where it was, or stands there. */
export function afterOutage(room: Room, facts: Facts): Happening | null {
  if (!wasInterrupted(room, facts.outage) || !room.current) return null
  // Another node's clock may be a little ahead.
  if (facts.nowMs < facts.outage!.toMs) return null
  // What was last done in the room may be newer than the last sign of life.
  const diedAtMs = Math.max(facts.outage!.fromMs, room.updatedAtMs)
  const positionMs = Math.min(positionAt(room.playhead, diedAtMs), room.current.track.durationMs)
  const there = { ...room.playhead, playing: false, positionMs, updatedAtMs: facts.nowMs }
  if (room.policy.onRestart === 'pause') return { type: 'playback.changed', playhead: there }
  return start(room, there, facts)
}

/**
 * Where playback is, as a rule and not a tick (S9): the position at a moment of the room's clock, from which the
 * position at any other moment follows. `rate` is media seconds per second. A start lies a little ahead, so that
 * everybody hears of it in time: until `updatedAtMs` the position is `positionMs`.
 */
export type Playhead = {
  itemId: string | null
  playing: boolean
  positionMs: number
  updatedAtMs: number
  rate: number
}

export const STOPPED: Playhead = { itemId: null, playing: false, positionMs: 0, updatedAtMs: 0, rate: 1 }

/** The position at `nowMs` of the room's clock, not bounded by the item's length. */
export function positionAt(playhead: Playhead, nowMs: number): number {
  if (!playhead.playing) return playhead.positionMs
  return playhead.positionMs + Math.max(0, nowMs - playhead.updatedAtMs) * playhead.rate
}

/** When an item of this length will have played to its end; null while it does not move. */
export function endsAtMs(playhead: Playhead, durationMs: number): number | null {
  if (!playhead.playing || playhead.itemId === null) return null
  return playhead.updatedAtMs + (durationMs - playhead.positionMs) / playhead.rate
}

/** The same place in the media at `nowMs`, standing. */
export function stopAt(playhead: Playhead, nowMs: number): Playhead {
  return { ...playhead, playing: false, positionMs: positionAt(playhead, nowMs), updatedAtMs: nowMs }
}

/** Moving from its place at `startsAtMs` on. */
export function startAt(playhead: Playhead, startsAtMs: number): Playhead {
  return { ...playhead, playing: true, updatedAtMs: startsAtMs }
}

/**
 * Where playback is, as a rule and not a tick (S9): the position at a moment of the room's clock, from which the
 * position at any other moment follows. `rate` is media seconds per second.
 */
export type Playhead = {
  itemId: string | null
  playing: boolean
  positionMs: number
  updatedAtMs: number
  rate: number
}

export const STOPPED: Playhead = { itemId: null, playing: false, positionMs: 0, updatedAtMs: 0, rate: 1 }

/** The position at `nowMs` of the room's clock, never before the start and not bounded by the item's length. */
export function positionAt(playhead: Playhead, nowMs: number): number {
  if (!playhead.playing) return playhead.positionMs
  return Math.max(0, playhead.positionMs + (nowMs - playhead.updatedAtMs) * playhead.rate)
}

/** When an item of this length will have played to its end; null while it does not move. */
export function endsAtMs(playhead: Playhead, durationMs: number): number | null {
  if (!playhead.playing || playhead.itemId === null) return null
  return playhead.updatedAtMs + (durationMs - playhead.positionMs) / playhead.rate
}

/** The same place in the media at `nowMs`, moving or not. */
export function setPlaying(playhead: Playhead, playing: boolean, nowMs: number): Playhead {
  return { ...playhead, playing, positionMs: positionAt(playhead, nowMs), updatedAtMs: nowMs }
}

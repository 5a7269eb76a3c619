/** What a browser has been seen to do: how late sound is after a start and after a seek, how long a cue takes. */
export type Habits = {
  startCostMs: number
  seekCostMs: number
  /** How long a seek takes that is made before the start. */
  cueCostMs: number
  /** What is lost when bending begins: little where sound is resampled, a hole where the browser starts anew. */
  bendCostMs: number
  /** The smallest change of rate that has an effect; some browsers round, or ignore small ones. */
  leastBend: number
}

/** Chromium on Linux: start and seek as measured from the sound, in steps of 21 ms around these. */
export const FIRST_HABITS: Habits = {
  startCostMs: 75,
  seekCostMs: 77,
  cueCostMs: 40,
  bendCostMs: 0,
  leastBend: 0.002,
}

/** More than this is the network, not the browser. */
const MOST_COST_MS = { start: 250, seek: 2_000, cue: 2_000, bend: 40 }
/** Starts come in steps of an output buffer: an error no larger than that is mostly chance; a far larger one is not. */
const STEP_MS = 25
const NO_CHANCE_MS = 250
const BEND_STEP_MS = 3
/** Rates that have no effect are doubled up to here. */
const MOST_LEAST_BEND = 0.04

/** How far off the sound is after a move tells what the move really cost. */
export function learnMove(habits: Habits, move: 'start' | 'seek', landedMs: number): Habits {
  const key = `${move}CostMs` as const
  const sizeMs = Math.abs(landedMs)
  const share = sizeMs > NO_CHANCE_MS ? 1 : sizeMs > STEP_MS ? 0.5 : 0.25
  return { ...habits, [key]: within(habits[key] - landedMs * share, MOST_COST_MS[move]) }
}

/** Too short a cue misses its moment, too long a one delays it a little: it grows at once and shrinks slowly. */
export function learnCue(habits: Habits, tookMs: number): Habits {
  const share = tookMs > habits.cueCostMs ? 0.5 : 0.1
  const costMs = habits.cueCostMs + (tookMs - habits.cueCostMs) * share
  return { ...habits, cueCostMs: within(costMs, MOST_COST_MS.cue) }
}

/** A hole once may be a busy machine's; only what is seen time and again is the browser's way. */
export function learnBend(habits: Habits, lostMs: number): Habits {
  const towardsMs = Math.min(BEND_STEP_MS, Math.max(-BEND_STEP_MS, (lostMs - habits.bendCostMs) / 2))
  return { ...habits, bendCostMs: within(habits.bendCostMs + towardsMs, MOST_COST_MS.bend) }
}

/** Bending so little brought nothing. */
export function learnCoarseRate(habits: Habits, bend: number): Habits {
  const leastBend = Math.min(MOST_LEAST_BEND, Math.max(habits.leastBend, Math.abs(bend)) * 2)
  return { ...habits, leastBend }
}

function within(costMs: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(0, costMs))
}

import { median } from '../median'

/**
 * What a few readings say together. Each is kept without what bending had made good until then, so that they can be
 * compared although the sound was being moved.
 */
export type Belief = { readings: number[]; bentMs: number; readAtMs: number }

export const NOTHING_READ: Belief = { readings: [], bentMs: 0, readAtMs: 0 }

/** A median of so many is not moved by two readings that came while the page was held up. */
const MOST_READINGS = 7
/** Fewer cannot tell a stray reading from an error; where they do not agree it takes all. */
const LEAST_READINGS = 3
const DISAGREE_BEYOND_MS = 8
/** Firefox moves `currentTime` on each 41 ms: half of its readings then lie further than this from their middle. */
const COARSE_MS = 3
/** This many that agree with each other and not with those before: something happened to the sound. */
const WITNESSES = 3
const AGREE_WITHIN_MS = 3
const SURPRISE_MS = 6
const STANDING_SHARE = 0.5

/** One more reading, `bend` having been in force since the last. */
export function addReading(belief: Belief, nowMs: number, rawMs: number, bend: number): Belief {
  const isFirst = belief.readings.length === 0
  const bentMs = isFirst ? 0 : belief.bentMs + bend * (nowMs - belief.readAtMs)
  const readings = [...belief.readings, rawMs - bentMs].slice(-MOST_READINGS)
  return { readings: forgetWhatIsOver(readings), bentMs, readAtMs: nowMs }
}

/** Whether the sound stood since the last reading: it has not come out of a start or a seek, say what it may. */
export function hasStood(belief: Belief, nowMs: number, rawMs: number): boolean {
  if (belief.readings.length === 0) return false
  const lastRawMs = belief.readings.at(-1)! + belief.bentMs
  return lastRawMs - rawMs > STANDING_SHARE * (nowMs - belief.readAtMs)
}

/** The error at the last reading; null while too little was read. A coarse clock is believed where it is freshest. */
export function believedMs(belief: Belief): number | null {
  const { readings, bentMs } = belief
  const disagree = Math.max(...readings) - Math.min(...readings) > DISAGREE_BEYOND_MS
  if (readings.length < (disagree ? MOST_READINGS : LEAST_READINGS)) return null
  return (noiseMs(belief) > COARSE_MS ? Math.max(...readings) : median(readings)) + bentMs
}

/** The error as the last few readings have it: noisier, but it knows at once. */
export function lastReadMs({ readings, bentMs }: Belief): number {
  return median(readings.slice(-WITNESSES)) + bentMs
}

/** How far readings lie apart when nothing happens: half of them lie within this of the middle. */
export function noiseMs({ readings }: Belief): number {
  return noiseOf(readings)
}

/** Whether the last reading is far from what was believed: worth another look soon. */
export function isSurprised({ readings }: Belief): boolean {
  return noiseOf(readings) <= COARSE_MS && Math.abs(readings.at(-1)! - median(readings)) > SURPRISE_MS
}

function forgetWhatIsOver(readings: number[]): number[] {
  const witnesses = readings.slice(-WITNESSES)
  const earlier = readings.slice(0, -WITNESSES)
  if (earlier.length === 0 || noiseOf(earlier) > COARSE_MS) return readings
  const agree = Math.max(...witnesses) - Math.min(...witnesses) <= AGREE_WITHIN_MS
  return agree && Math.abs(median(witnesses) - median(earlier)) > SURPRISE_MS ? witnesses : readings
}

function noiseOf(readings: number[]): number {
  const middle = median(readings)
  return median(readings.map((reading) => Math.abs(reading - middle)))
}

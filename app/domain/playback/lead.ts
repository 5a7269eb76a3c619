import { nearestRank } from './delay'

/** Between a device's hearing of a start and its sounding: a turn of the player, and the output being told. */
const MARGIN_MS = 30
/** As quick as a hand feels, and enough for a device that has told nothing yet on most networks. */
export const SHORTEST_LEAD_MS = 60
/** Who presses play does not wait longer than this for anybody. */
export const LONGEST_LEAD_MS = 1_000
const SHARE_IN_TIME = 0.99

/**
 * How far ahead of now a start takes effect, so that the word of it is there before. `delaysMs` are the devices' own, on
 * the way to them; a device slower than the longest lead does not hold the others, and joins in late.
 */
export function leadFor(delaysMs: readonly number[]): number {
  const inTime = delaysMs.filter((delayMs) => delayMs + MARGIN_MS <= LONGEST_LEAD_MS)
  const slowestMs = nearestRank(inTime, SHARE_IN_TIME) ?? 0
  return Math.max(SHORTEST_LEAD_MS, Math.ceil(slowestMs + MARGIN_MS))
}

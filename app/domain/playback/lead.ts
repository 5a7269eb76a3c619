import { nearestRank } from './delay'
import type { DeviceReport } from './device'

/** A turn of the server and one of the player, and what clocks and starts are off by. */
const MARGIN_MS = 15
/** What a start is reckoned to cost a device that has not said: what it takes to tell most outputs to play. */
const START_COST_MS = 15
/** As quick as a hand feels, and enough for a device that has told nothing yet on most networks. */
export const SHORTEST_LEAD_MS = 60
/** Who presses play does not wait longer than this for anybody. */
export const LONGEST_LEAD_MS = 1_000
const SHARE_IN_TIME = 0.99

/**
 * How far ahead of now a start takes effect, so that the word of it is there in time to be heard on its moment. `devices`
 * are those that sound; one that is slower than the longest lead does not hold the others, and joins in late.
 */
export function leadFor(devices: readonly Pick<DeviceReport, 'delayMs' | 'startCostMs'>[]): number {
  const needsMs = devices
    .filter(({ delayMs }) => delayMs !== null)
    .map(({ delayMs, startCostMs }) => delayMs! + (startCostMs ?? START_COST_MS) + MARGIN_MS)
  const inTime = needsMs.filter((needMs) => needMs <= LONGEST_LEAD_MS)
  return Math.max(SHORTEST_LEAD_MS, Math.ceil(nearestRank(inTime, SHARE_IN_TIME) ?? 0))
}

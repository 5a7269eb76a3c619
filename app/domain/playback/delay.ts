/** The value that this share of all is not above: one that was really there. Null of nothing. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null
}

/** When the server sent an answer by the room's clock, and when it came by the browser's. */
export type Arrival = { t2: number; t3: number }

const SHARE_IN_TIME = 0.99
/** Of so many the worst one is left out as an accident: of fewer than a hundred no rank is all but one in a hundred. */
const ENOUGH = 10
/** While a page loads and decodes, what comes waits for the page, hundreds of milliseconds: of the network it tells nothing. */
const LOADING_MS = 4_000

/** What is worth keeping of the answers to a page that began at `sinceMs` of its own clock: the last `most`. */
export function keepArrivals(arrivals: readonly Arrival[], sinceMs: number, most: number): Arrival[] {
  const loaded = arrivals.filter(({ t3 }) => t3 >= sinceMs + LOADING_MS)
  return (loaded.length >= ENOUGH ? loaded : arrivals).slice(-most)
}

/**
 * How long the server's word takes to get here, in all but the worst of a hundred cases, where the room's clock is
 * `roomMsAt` the browser's; null before the first has come.
 */
export function delayOf(
  arrivals: readonly Arrival[],
  roomMsAt: (atMs: number) => number | null,
): number | null {
  const delaysMs = arrivals.map(({ t2, t3 }) => Math.max(0, (roomMsAt(t3) ?? t2) - t2))
  if (delaysMs.length < ENOUGH) return nearestRank(delaysMs, 1)
  const most = (delaysMs.length - 1) / delaysMs.length
  return nearestRank(delaysMs, Math.min(SHARE_IN_TIME, most))
}

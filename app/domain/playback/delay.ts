/** The value that this share of all is not above: one that was really there. Null of nothing. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null
}

/** When the server sent an answer by the room's clock, and when it came by the browser's. */
export type Arrival = { t2: number; t3: number }

const SHARE_IN_TIME = 0.99

/**
 * How long the server's word takes to get here, in all but the worst of a hundred cases, where the room's clock is
 * `roomMsAt` the browser's; null before the first has come.
 */
export function delayOf(
  arrivals: readonly Arrival[],
  roomMsAt: (atMs: number) => number | null,
): number | null {
  const delaysMs = arrivals.map(({ t2, t3 }) => Math.max(0, (roomMsAt(t3) ?? t2) - t2))
  return nearestRank(delaysMs, SHARE_IN_TIME)
}

import type { Account } from '../stage/session.ts'
import type { Instant } from './spread.ts'

/** Where browsers say they are, read off one after the other, as if all had been asked at the same moments. */
export function believedInstants(accounts: Account[]): Instant[] {
  const [first] = accounts
  return first!.beliefs.map(({ atMs }) => ({
    atMs,
    offsetsMs: accounts.map(({ beliefs }) => offsetAt(beliefs, atMs)),
  }))
}

/** Between two readings the offset is taken to go straight from one to the other. */
function offsetAt(beliefs: Account['beliefs'], atMs: number): number | null {
  const index = beliefs.findIndex((belief) => belief.atMs >= atMs)
  const after = beliefs[index]
  if (!after) return null
  const before = beliefs[index - 1] ?? after
  const share = after.atMs === before.atMs ? 0 : (atMs - before.atMs) / (after.atMs - before.atMs)
  const [from, to] = [before, after].map((belief) => belief.positionMs - belief.atMs) as [number, number]
  return from + (to - from) * share
}

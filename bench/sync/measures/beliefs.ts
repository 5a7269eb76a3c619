import type { Account, Saying } from '../stage/page-watch.ts'
import type { Instant } from './spread.ts'

/** Where browsers say they are, each read off between its own sayings, as if all had been asked at the same moments. */
export function believedInstants(accounts: Account[], by: 'byCurrentTime' | 'byOwnWord'): Instant[] {
  const [first] = accounts
  return first![by].map(({ atMs }) => ({
    atMs,
    offsetsMs: accounts.map((account) => offsetAt(account[by], atMs)),
  }))
}

/** Between two sayings the offset is taken to go straight from one to the other. */
export function offsetAt(sayings: Saying[], atMs: number): number | null {
  const index = sayings.findIndex((saying) => saying.atMs >= atMs)
  const after = sayings[index]
  if (!after) return null
  const before = sayings[index - 1] ?? after
  const share = after.atMs === before.atMs ? 0 : (atMs - before.atMs) / (after.atMs - before.atMs)
  return before.offsetMs + (after.offsetMs - before.offsetMs) * share
}

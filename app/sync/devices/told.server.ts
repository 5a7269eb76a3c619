import type { DeviceTold, SyncState } from '~/domain/playback/device'
import { NAMED_UP_TO } from '../presence.server'
import type { DevicesTold } from '../frames'

/** A number that flickers by less is read by nobody. */
const NEWS_ERROR_MS = 2
const NEWS_DELAY_MS = 10

export type Counts = Partial<Record<SyncState, number>>

/** What a host should see first comes last here. */
const BADNESS: Record<SyncState, number> = {
  off: 0,
  idle: 1,
  'in-sync': 2,
  'catching-up': 3,
  blocked: 4,
  waiting: 5,
  stalled: 6,
  unplayable: 7,
}

/** Puts those that are worst off first. */
export function worstFirst(one: DeviceTold, other: DeviceTold): number {
  return (
    BADNESS[other.state] - BADNESS[one.state] || Math.abs(other.errorMs ?? 0) - Math.abs(one.errorMs ?? 0)
  )
}

/** How the devices of a room stand, for hosts: the worst of each member's, and of the members the hundred worst off. */
export function tellDevices(
  devices: readonly { memberId: string; report: DeviceTold }[],
  counts: Counts,
): DevicesTold {
  const sorted = devices.toSorted((one, other) => worstFirst(one.report, other.report))
  const byMember: DevicesTold['byMember'] = {}
  let named = 0
  for (const { memberId, report } of sorted) {
    if (byMember[memberId]) continue
    if (named++ === NAMED_UP_TO) break
    const { state, errorMs, delayMs } = report
    byMember[memberId] = { state, errorMs: rounded(errorMs), delayMs: rounded(delayMs) }
  }
  return { byMember, counts }
}

export function countStates(reports: readonly DeviceTold[]): Counts {
  const counts: Counts = {}
  for (const { state } of reports) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

export function addCounts(one: Counts, other: Counts): Counts {
  const sum = { ...one }
  for (const [state, count] of Object.entries(other) as [SyncState, number][]) {
    sum[state] = (sum[state] ?? 0) + count
  }
  return sum
}

/** Whether hosts should hear of it: a state, or a number that moved far enough to be read. */
export function isNews(before: DevicesTold | null, after: DevicesTold): boolean {
  if (!before) return true
  const [were, are] = [Object.keys(before.byMember), Object.entries(after.byMember)]
  const countsMoved = JSON.stringify(sortedCounts(before)) !== JSON.stringify(sortedCounts(after))
  if (countsMoved || were.length !== are.length) return true
  return are.some(([memberId, told]) => {
    const known = before.byMember[memberId]
    return !known || hasMoved(known, told)
  })
}

export function hasMoved(before: DeviceTold, after: DeviceTold): boolean {
  return (
    before.state !== after.state ||
    isApart(before.errorMs, after.errorMs, NEWS_ERROR_MS) ||
    isApart(before.delayMs, after.delayMs, NEWS_DELAY_MS)
  )
}

function isApart(before: number | null, after: number | null, byMs: number): boolean {
  if (before === null || after === null) return before !== after
  return Math.abs(after - before) >= byMs
}

function sortedCounts({ counts }: DevicesTold): [string, number][] {
  return Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1))
}

/** Tenths are more than an ear can tell. */
function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10
}

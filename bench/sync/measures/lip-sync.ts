import type { Saying } from '../stage/page-watch.ts'
import type { Frame } from '../stage/page-hooks.ts'
import { offsetAt } from './beliefs.ts'
import type { Instant } from './spread.ts'

/** Sound ahead of its picture is noticed sooner than sound behind it. */
export const LIP_SYNC = { mostAheadMs: 45, mostBehindMs: 125 }

/** How far one browser's sound was ahead of each of its pictures. */
export function soundAheadMs(instants: Instant[], channel: number, frames: Frame[]): number[] {
  const heard: Saying[] = instants.flatMap(({ atMs, offsetsMs }) => {
    const offsetMs = offsetsMs[channel]
    return offsetMs == null ? [] : [{ atMs, offsetMs }]
  })
  return frames.flatMap(({ shownAtMs, positionMs }) => {
    const offsetMs = offsetAt(heard, shownAtMs)
    return offsetMs === null ? [] : [shownAtMs + offsetMs - positionMs]
  })
}

import type { Instant } from './spread.ts'

/** What an ear notices as a stumble. */
const AUDIBLE_MS = 5
const WITHIN_MS = 250
/** Instants are a little unevenly rounded. */
const ROUNDING_MS = 1

/** How often one browser's sound moved by more than 5 ms within 250 ms. */
export function countJumps(instants: Instant[], channel: number): number {
  let jumps = 0
  let before: { atMs: number; offsetMs: number }[] = []
  for (const { atMs, offsetsMs } of instants) {
    const offsetMs = offsetsMs[channel]!
    if (offsetMs === null) continue
    before = before.filter((one) => atMs - one.atMs <= WITHIN_MS + ROUNDING_MS)
    const jumped = before.some((one) => Math.abs(offsetMs - one.offsetMs) > AUDIBLE_MS)
    // What lies before a jump is no longer compared with: one jump counts once.
    if (jumped) before = []
    jumps += Number(jumped)
    before.push({ atMs, offsetMs })
  }
  return jumps
}

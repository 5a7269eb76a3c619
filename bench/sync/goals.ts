import { LIP_SYNC } from './measures/lip-sync.ts'
import type { Result } from './measures/result.ts'
import type { Scene } from './scenes.ts'
import { slowestWayMs } from './stage/networks.ts'

/** How far apart a room may be for 95 % of the time. */
const MOST_SPREAD_MS = { element: 10, 'web-audio': 2 }
/** Beyond what no exchange of messages can see, and once that is made good. */
const UNSEEN_AND_MS = 2
const LATE_JOIN_WITHIN_MS = 1_000
const PLAY_WITHIN_MS = 120

/** A bound, and what a room came to: in ms, but for jumps. */
export type Goal = { value: number; atMost: number }

/** What is promised of such a room. What it was not asked to do, or never did so that it could be heard, is missing. */
export type Goals = {
  /** For 95 % of the time. */
  spread?: Goal
  /** The longest it took from "press play" until all sounded. */
  play?: Goal
  /** The longest it took until the room was within 10 ms, from a late sound's first moment. */
  lateJoin?: Goal
  jumps: Goal
  soundAhead?: Goal
  soundBehind?: Goal
}

export function goalsOf(scene: Scene, { heard, soundAhead, allSoundMs, together, jumps }: Result): Goals {
  const { network, plays, lateJoins } = scene
  return {
    ...(heard && { spread: { value: heard.spread.p95, atMost: spreadGoalMs(scene) } }),
    ...(plays > 0 && {
      play: { value: longest(allSoundMs), atMost: PLAY_WITHIN_MS + slowestWayMs(network) },
    }),
    // Who is further off than that for ever, for what nobody can see, does not come within it.
    ...(lateJoins > 0 &&
      network.unseenMs === 0 && {
        lateJoin: { value: longest(together['late join'].within10Ms), atMost: LATE_JOIN_WITHIN_MS },
      }),
    jumps: { value: jumps, atMost: 0 },
    ...(soundAhead && {
      soundAhead: { value: soundAhead.most, atMost: LIP_SYNC.mostAheadMs },
      soundBehind: { value: -soundAhead.least, atMost: LIP_SYNC.mostBehindMs },
    }),
  }
}

export function isMet({ value, atMost }: Goal): boolean {
  return value <= atMost
}

function spreadGoalMs({ network, output, calibrated }: Scene): number {
  if (calibrated) return UNSEEN_AND_MS
  return network.unseenMs > 0 ? network.unseenMs + UNSEEN_AND_MS : MOST_SPREAD_MS[output]
}

/** What never happened took for ever. */
function longest(timesMs: (number | null)[]): number {
  return Math.max(...timesMs.map((timeMs) => timeMs ?? Infinity))
}

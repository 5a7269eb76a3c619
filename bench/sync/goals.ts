import { ms, valueFigure, type Figure } from '../support/figure.ts'
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

/** What was promised of such a room, beside what it came to. */
export function goalsOf(scene: Scene, result: Result): Figure[] {
  const { heard, soundAhead } = result
  const figures: Figure[] = []
  const spread = heard?.spread
  const add = (what: string, measured: string, value: number, atMost: number, unit = ' ms') =>
    figures.push(valueFigure(`${scene.title}: ${what}`, measured, null, value, unit, { atMost }))

  if (spread) {
    add('spread p95', `p50 ${ms(spread.p50)}, worst ${ms(spread.max)}`, spread.p95, spreadGoalMs(scene))
  }
  if (scene.plays > 0) {
    const goalMs = PLAY_WITHIN_MS + slowestWayMs(scene.network)
    add('press play → all sound', `${result.allSoundMs.length} times`, longest(result.allSoundMs), goalMs)
  }
  // Who is further off than that for ever, for what nobody can see, does not come within it.
  if (scene.lateJoins > 0 && scene.network.unseenMs === 0) {
    const { within10Ms } = result.together['late join']
    add(
      'within 10 ms after a late join',
      `${within10Ms.length} times`,
      longest(within10Ms),
      LATE_JOIN_WITHIN_MS,
    )
  }
  add('audible jumps', `in ${scene.steadyS} s`, result.jumps, 0, '')
  if (soundAhead) {
    const { least, median, most } = soundAhead
    add('sound ahead of picture', `median ${ms(median)}`, most, LIP_SYNC.mostAheadMs)
    add('sound behind picture', `median ${ms(-median)}`, -least, LIP_SYNC.mostBehindMs)
  }
  return figures
}

function spreadGoalMs({ network, output, calibrated }: Scene): number {
  if (calibrated) return UNSEEN_AND_MS
  return network.unseenMs > 0 ? network.unseenMs + UNSEEN_AND_MS : MOST_SPREAD_MS[output]
}

/** What never happened took for ever. */
function longest(timesMs: (number | null)[]): number {
  return Math.max(...timesMs.map((timeMs) => timeMs ?? Infinity))
}

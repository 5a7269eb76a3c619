import { round } from '../support/figure.ts'
import { median } from '../support/statistics.ts'
import { goalsOf, isMet, type Goal } from './goals.ts'
import type { Percentiles, Result, Togetherness } from './measures/result.ts'
import type { Scene } from './scenes.ts'

/** One room that was measured. */
export type Measured = {
  scene: Scene
  result: Result
  /** Of the machine, when it was over: a busy machine is late by itself. */
  load: number
  /** The share of its processors' time that other machines took meanwhile. */
  stolen: number
}

const PROMISED = [
  'Room',
  'Spread: p50, p95, max',
  'Press play → all sound',
  'Within 10 ms after a late join',
  'Jumps',
  'Sound ahead of picture',
  'Unusable',
  'Stolen',
]
const DETAILS = [
  'Room',
  'Spread of the sound: p50, p95, max',
  'Skew of the worst pair',
  'Spread by `currentTime`',
  'Spread by their own word',
  'Play → all sound',
  'Within 25, 10 ms after play',
  'after a seek',
  'after a late join',
  'Jumps',
  'Rates, seeks a minute',
  'Unusable',
  'Load, stolen',
]

/** What was promised of all rooms and what they came to, as one Markdown table; times in ms. What is missed is bold. */
export function promisesOf(measured: Measured[]): string {
  return tableOf(PROMISED, measured.map(promiseCells))
}

/** What else there is to know of them. */
export function detailsOf(measured: Measured[]): string {
  return tableOf(DETAILS, measured.map(detailCells))
}

function tableOf(headings: string[], rows: string[][]): string {
  const lines = [headings, headings.map(() => '---'), ...rows]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function promiseCells({ scene, result, stolen }: Measured): string[] {
  const { spread, play, lateJoin, jumps, soundAhead, soundBehind } = goalsOf(scene, result)
  const { heard, windows } = result
  return [
    titleOf(scene, result),
    heard && spread
      ? `${round(heard.spread.p50)}, ${against(spread)}, ${round(heard.spread.max)}`
      : '**never all heard**',
    play ? against(play) : '–',
    lateJoin ? against(lateJoin) : '–',
    isMet(jumps) ? String(jumps.value) : `**${jumps.value}**`,
    soundAhead && soundBehind
      ? `${against(soundAhead)} to −${against(soundBehind)}, mostly ${round(result.soundAhead!.median)}`
      : '–',
    `${windows.gaps + windows.unknown} of ${windows.all}`,
    percent(stolen),
  ]
}

function against(goal: Goal): string {
  const value = Number.isFinite(goal.value) ? round(goal.value) : 'never'
  return `${isMet(goal) ? value : `**${value}**`} (≤ ${goal.atMost.toLocaleString('en')})`
}

/** An output that was demanded and not used is not measured. */
function titleOf({ output, title }: Scene, { byCurrentTime }: Result): string {
  return output === 'web-audio' && byCurrentTime ? `${title} **(by the element)**` : title
}

function detailCells({ scene, result, load, stolen }: Measured): string[] {
  const { together, windows } = result
  return [
    titleOf(scene, result),
    result.heard ? three(result.heard.spread) : 'never all heard',
    result.heard ? three(worstOf(result.heard)) : '–',
    result.byCurrentTime ? three(result.byCurrentTime.spread) : '–',
    result.byOwnWord ? three(result.byOwnWord.spread) : '–',
    times(result.allSoundMs),
    ...(['play', 'seek', 'late join'] as const).map((what) => {
      const { within25Ms, within10Ms } = together[what]
      return within25Ms.length === 0 ? '–' : `${times(within25Ms)}, ${times(within10Ms)}`
    }),
    String(result.jumps),
    `${round(result.rateChangesPerMinute)}, ${round(result.seeksPerMinute)}`,
    `${windows.gaps + windows.unknown} of ${windows.all}`,
    `${load.toFixed(1)}, ${percent(stolen)}`,
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function three({ p50, p95, max }: Percentiles): string {
  return [p50, p95, max].map(round).join(', ')
}

function worstOf({ skews }: Togetherness): Percentiles {
  return skews.toSorted((a, b) => b.p95 - a.p95)[0]!
}

/** One time, or the median and the longest; "never" where it did not come to that even once. */
function times(timesMs: (number | null)[]): string {
  if (timesMs.length === 0) return '–'
  if (timesMs.includes(null)) return 'never'
  const known = timesMs as number[]
  return known.length === 1 ? round(known[0]!) : `${round(median(known))} (${round(Math.max(...known))})`
}

import { round } from '../support/figure.ts'
import { median } from '../support/statistics.ts'
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

const HEADINGS = [
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

/** All rooms as one Markdown table; times in ms. */
export function tableOf(measured: Measured[]): string {
  const lines = [HEADINGS, HEADINGS.map(() => '---'), ...measured.map(cells)]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function cells({ scene, result, load, stolen }: Measured): string[] {
  const { together, windows } = result
  return [
    // An output that was demanded and not used is not measured.
    scene.output === 'web-audio' && result.byCurrentTime
      ? `${scene.title} **(by the element)**`
      : scene.title,
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
    `${load.toFixed(1)}, ${(stolen * 100).toFixed(1)} %`,
  ]
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

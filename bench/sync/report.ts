import { round } from '../support/figure.ts'
import { median, percentile } from '../support/statistics.ts'
import type { Percentiles, Result } from './measures/result.ts'

/** One room that was measured. */
export type Row = { name: string; result: Result }

const HEADINGS = [
  'Room',
  'Spread of the sound: p50, p95, max',
  'Worst pair’s skew',
  'Spread by `currentTime`',
  'Play → all sound',
  'Within 25, 10 ms after play',
  '… after seek',
  '… after late join',
  'Jumps',
  'Rates, seeks a minute',
  'Unusable',
]

/** All rooms as one Markdown table; times in ms. */
export function tableOf(rows: Row[]): string {
  const lines = [HEADINGS, HEADINGS.map(() => '---'), ...rows.map(cells)]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function cells({ name, result }: Row): string[] {
  const { heard, believed, allSoundMs, together, windows } = result
  return [
    name,
    three(heard.spread),
    three(worstOf(heard.skews)),
    believed ? three(believed.spread) : '–',
    worst(allSoundMs),
    ...(['play', 'seek', 'late join'] as const).map(
      (what) => `${worst(together[what].within25Ms)}, ${worst(together[what].within10Ms)}`,
    ),
    String(result.jumps),
    `${round(result.rateChangesPerMinute)}, ${round(result.seeksPerMinute)}`,
    `${windows.gaps + windows.unknown} of ${windows.all}`,
  ]
}

function three({ p50, p95, max }: Percentiles): string {
  return [p50, p95, max].map(round).join(', ')
}

function worstOf(skews: Percentiles[]): Percentiles {
  return skews.toSorted((a, b) => b.p95 - a.p95)[0]!
}

/** The median and the longest; "never" where it did not come to that even once. */
function worst(timesMs: (number | null)[]): string {
  if (timesMs.length === 0) return '–'
  if (timesMs.includes(null)) return 'never'
  const known = timesMs as number[]
  return known.length === 1 ? round(known[0]!) : `${round(median(known))} (${round(percentile(known, 1))})`
}

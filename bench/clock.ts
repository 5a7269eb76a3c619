/**
 * How far off the room's clock is in a browser, beside what others make of the same networks.
 *
 *   node bench/clock.ts
 */
import { ClockEstimate } from '../app/domain/playback/clock-estimate.ts'
import { METHODS } from '../tests/support/estimators/methods.ts'
import {
  brokenTraces,
  EVENT_AT_MS,
  recordedTraces,
  steadyTraces,
  type NamedTraces,
} from '../tests/support/estimators/sets.ts'
import { TUTTI } from '../tests/support/estimators/tutti.ts'
import {
  madeUp,
  NETWORKS,
  p95Ms,
  percentile,
  rightAgainAfterMs,
  type Trace,
} from '../tests/unit/player/traces.ts'
import { ratioFigure, round, table, valueFigure, type Figure } from './support/figure.ts'
import { machineFacts } from './support/machine.ts'

const TIMES = 12
const OF_SENDSPIN = 0.4
const OF_BEATSYNC = 0.12
/** Nearer than this two phones are one loudspeaker. */
const RIGHT_WITHIN_MS = 5

/** The clock's p95 on every trace against the nearest of the others, and what a probe costs. */
export function clock(): Promise<Figure[]> {
  const beside = [
    ...[...steadyTraces(TIMES), ...recordedTraces()].map((set) => compare(set)),
    ...brokenTraces(TIMES).map(compareAfter),
  ]
  return Promise.resolve([...beside.flat(), cost()])
}

if (import.meta.main) {
  console.log(`${machineFacts()}\n`)
  console.log(everyMethod())
  console.log(`\n${table(await clock())}`)
}

/** Each method on each trace: p95 in ms, and for those with a break how long it takes to be right again. */
function everyMethod(): string {
  const steady = [...steadyTraces(TIMES), ...recordedTraces()].map(({ name, traces }) => [
    name,
    ...METHODS.map((method) => round(p95Ms(traces, method))),
  ])
  const broken = brokenTraces(TIMES).map(({ name, traces }) => [
    `${name}: p95 from 20 s after it · right again`,
    ...METHODS.map(
      (method) => `${round(p95Ms(traces, method, EVENT_AT_MS))} · ${rightAgain(traces, method)}`,
    ),
  ])
  const head = ['p95 error, ms', ...METHODS.map(({ name }) => name)]
  return [head, head.map(() => '---'), ...steady, ...broken].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function compare({ name, traces }: NamedTraces, sinceMs?: number): Figure[] {
  const [ours, sendspin, beatsync] = METHODS.map((method) => p95Ms(traces, method, sinceMs))
  const against = (whose: string, theirs: number, atMost: number) =>
    ratioFigure(`clock: ${name}`, `p95 ${round(ours!)} ms`, `${whose} ${round(theirs)} ms`, ours! / theirs, {
      atMost,
    })
  return [against('sendspin-like', sendspin!, OF_SENDSPIN), against('beatsync-like', beatsync!, OF_BEATSYNC)]
}

function compareAfter(set: NamedTraces): Figure[] {
  return compare({ ...set, name: `after ${set.name}` }, EVENT_AT_MS)
}

function rightAgain(traces: Trace[], method: (typeof METHODS)[number]): string {
  const afterMs = percentile(
    traces.map((trace) => rightAgainAfterMs(trace, method, EVENT_AT_MS, RIGHT_WITHIN_MS)),
    0.5,
  )
  return Number.isFinite(afterMs) ? `${round(afterMs / 1000)} s` : 'never'
}

function cost(): Figure {
  const probes = madeUp({ seed: 1, network: NETWORKS.busyWifi }).probesOf(TUTTI)
  const estimate = new ClockEstimate()
  const startedAtMs = performance.now()
  for (const probe of probes) estimate.add(probe)
  const eachMs = (performance.now() - startedAtMs) / probes.length
  return valueFigure('clock: one probe costs', `${probes.length} probes`, null, eachMs, ' ms', null)
}

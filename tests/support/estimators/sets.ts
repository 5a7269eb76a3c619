import recorded from './recorded.json' with { type: 'json' }
import { madeUp, NETWORKS, type Trace } from '../../unit/player/traces.ts'
import { unpack, type Packed, type Recording } from './recorded.ts'

/** When something happens to the clocks or the network. */
export const EVENT_AT_MS = 120_000

type Made = Omit<Parameters<typeof madeUp>[0], 'seed'>

const MADE: Record<string, Made> = {
  'good wifi': { network: NETWORKS.goodWifi },
  'busy wifi': { network: NETWORKS.busyWifi },
  '4G': { network: NETWORKS.mobile },
  '5 ± 2 ms each way': { network: NETWORKS.even5 },
  '40 ± 15 ms each way': { network: NETWORKS.even40 },
  '120 ± 40 ms each way': { network: NETWORKS.even120 },
  'good wifi, uploads': { network: NETWORKS.upload },
  'good wifi, 30 ppm': { network: NETWORKS.goodWifi, skew: 30e-6 },
  'good wifi, −100 ppm': { network: NETWORKS.goodWifi, skew: -100e-6 },
  'busy wifi, 100 ppm': { network: NETWORKS.busyWifi, skew: 100e-6 },
  'good wifi, growing warm': { network: NETWORKS.goodWifi, skewPerMinute: 0.5e-6 },
  'good wifi, then 4G': { network: NETWORKS.goodWifi, move: { atMs: EVENT_AT_MS, to: NETWORKS.mobile } },
}

/** After these a method must find its way back; what it was before tells nothing. */
const BROKEN: Record<string, Made> = {
  'sleep of ten minutes': { network: NETWORKS.goodWifi, jump: { atMs: EVENT_AT_MS, byMs: 600_000 } },
  'clock set back 300 ms': { network: NETWORKS.busyWifi, jump: { atMs: EVENT_AT_MS, byMs: -300 } },
  '4G, then good wifi': { network: NETWORKS.mobile, move: { atMs: EVENT_AT_MS, to: NETWORKS.goodWifi } },
}

export type NamedTraces = { name: string; traces: Trace[] }

/** Each kind of network and clock, made up several times. */
export function steadyTraces(times: number): NamedTraces[] {
  return make(MADE, times)
}

export function brokenTraces(times: number): NamedTraces[] {
  return make(BROKEN, times)
}

/** What a real browser heard of the real product. */
export function recordedTraces(): NamedTraces[] {
  const takes = (recorded.recordings as unknown as Packed[]).map(unpack)
  return Object.entries(Object.groupBy(takes, ({ name }) => name)).map(([name, some]) => ({
    name,
    traces: some!.map(traceOf),
  }))
}

function make(kinds: Record<string, Made>, times: number): NamedTraces[] {
  return Object.entries(kinds).map(([name, options]) => ({
    name,
    traces: Array.from({ length: times }, (_, index) => madeUp({ ...options, seed: 5 + 77 * index })),
  }))
}

function traceOf(recording: Recording): Trace {
  return {
    fromMs: recording.startedAtMs,
    untilMs: recording.truth.at(-1)![0],
    probesOf: ({ name }) => recording.probes[name]!.toSorted((a, b) => a.t3 - b.t3),
    serverMs: (browserMs) => browserMs + trueOffsetMs(recording, browserMs),
  }
}

/** Between two measurements of the truth it is taken to have gone evenly. */
function trueOffsetMs({ truth }: Recording, browserMs: number): number {
  const next = Math.max(
    1,
    truth.findIndex(([atMs]) => atMs >= browserMs),
  )
  const [beforeMs, before] = truth[next - 1]!
  const [afterMs, after] = truth[next]!
  return before + ((after - before) * (browserMs - beforeMs)) / (afterMs - beforeMs)
}

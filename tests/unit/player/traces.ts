import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'
import type { Method } from '../../support/estimators/estimator.ts'

export type Random = () => number

/** A small generator with a seed (mulberry32): the same trace in every run. */
export function seeded(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type OneWay = (random: Random, atMs: number) => number
/** How long a message takes there and back, in ms, when sent at a moment. */
export type Network = { there: OneWay; back: OneWay }

const exponential = (random: Random, meanMs: number) => -Math.log(1 - random()) * meanMs
const same = (oneWay: OneWay): Network => ({ there: oneWay, back: oneWay })
const goodWifi: OneWay = (r) => 1.5 + exponential(r, 0.7) + (r() < 0.03 ? r() * 30 : 0)
/** Somebody sends a large file for 4 s of every 15 s, which only what goes up has to wait for. */
const isUploading = (atMs: number) => atMs % 15_000 < 4_000

export const NETWORKS = {
  goodWifi: same(goodWifi),
  busyWifi: same((r) => 2 + exponential(r, 5) + (r() < 0.1 ? r() * 80 : 0)),
  mobile: same((r) => 25 + exponential(r, 15) + (r() < 0.05 ? r() * 200 : 0)),
  upload: { there: (r, atMs) => goodWifi(r, atMs) + (isUploading(atMs) ? 20 + r() * 60 : 0), back: goodWifi },
  /** As a proxy delays: anything between two bounds is as likely. */
  even5: same((r) => 3.5 + 4 * r() + exponential(r, 1)),
  even40: same((r) => 25.5 + 30 * r() + exponential(r, 1)),
  even120: same((r) => 80.5 + 80 * r() + exponential(r, 1)),
  lopsided: { there: (r) => 40 + exponential(r, 3), back: (r) => 10 + exponential(r, 3) },
} satisfies Record<string, Network>

type WorldOptions = {
  seed: number
  network: Network
  /** How much faster the server's clock runs; drawn from within 80 parts per million if not said. */
  skew?: number
  /** How much that changes in a minute: a phone grows warm. */
  skewPerMinute?: number
  /**
   * The server's clock goes forward against the browser's: at once when it was set or the browser slept and its clock with
   * it, over some time when it is brought right by NTP.
   */
  jump?: { atMs: number; byMs: number; overMs?: number }
  /** Another way through the network from then on. */
  move?: { atMs: number; to: Network }
}

/** Two clocks that run at slightly different rates, and a network between them. */
export class World {
  random: Random
  #options: WorldOptions
  #skew: number
  #offsetMs: number

  constructor(options: WorldOptions) {
    this.#options = options
    this.random = seeded(options.seed)
    this.#skew = options.skew ?? (this.random() - 0.5) * 160e-6
    this.#offsetMs = 1.7e12 + this.random() * 1e6
  }

  serverMs(browserMs: number): number {
    const { jump, skewPerMinute = 0 } = this.#options
    const wanderedMs = (browserMs ** 2 * skewPerMinute) / 60_000 / 2
    const jumpedMs = jump ? jump.byMs * clamp((browserMs - jump.atMs) / (jump.overMs ?? 1e-6)) : 0
    return browserMs * (1 + this.#skew) + this.#offsetMs + wanderedMs + jumpedMs
  }

  /** A probe sent at this moment; browsers tell the time in tenths of a millisecond. */
  ask = (sentAtMs: number): Probe => {
    const { network, move } = this.#options
    const { there, back } = move && sentAtMs >= move.atMs ? move.to : network
    const arrivedMs = sentAtMs + there(this.random, sentAtMs)
    const answeredMs = arrivedMs + 0.1 + this.random() * 0.2
    return {
      t0: tenths(sentAtMs),
      t1: this.serverMs(arrivedMs),
      t2: this.serverMs(answeredMs),
      t3: tenths(answeredMs + back(this.random, answeredMs)),
    }
  }
}

/** What each method would have heard over some minutes, and what the time truly was. */
export type Trace = {
  probesOf(method: Method): Probe[]
  serverMs(browserMs: number): number
  fromMs: number
  untilMs: number
}

export function madeUp(options: WorldOptions, untilMs = 300_000): Trace {
  const truth = new World(options)
  return {
    probesOf: (method) => ask(method, new World(options), 1_000, untilMs),
    serverMs: (browserMs) => truth.serverMs(browserMs),
    fromMs: 1_000,
    untilMs,
  }
}

function ask(method: Method, world: World, fromMs: number, untilMs: number): Probe[] {
  const schedule = method.schedule(fromMs)
  const probes: Probe[] = []
  for (let sentAt = schedule.next().value; sentAt[0]! < untilMs;) {
    const answers = sentAt.map(world.ask)
    probes.push(...answers)
    sentAt = schedule.next(answers).value
  }
  return probes
}

/** How often it is looked how far off a method is. */
const LOOK_EVERY_MS = 100

export type Look = { atMs: number; errorMs: number }

/** How far off a method is, at every tenth of a second once it knows anything. Positive is ahead of the server. */
export function looks(trace: Trace, method: Method): Look[] {
  const estimator = method.create()
  const probes = trace.probesOf(method)
  const seen: Look[] = []
  for (let atMs = trace.fromMs, next = 0; atMs < trace.untilMs; atMs += LOOK_EVERY_MS) {
    while (next < probes.length && probes[next]!.t3 <= atMs) estimator.add(probes[next++]!)
    const serverNowMs = estimator.serverNowMs(atMs)
    if (serverNowMs !== null) seen.push({ atMs, errorMs: serverNowMs - trace.serverMs(atMs) })
  }
  return seen
}

/** How long a method may take before it is judged: the slowest of them has asked twice by then. */
const SETTLE_MS = 20_000

/** What all but the worst twentieth of the errors stay within, once the method has settled after this moment. */
export function p95Ms(traces: Trace[], method: Method, sinceMs = 0): number {
  const errors = traces.flatMap((trace) =>
    looks(trace, method)
      .filter(({ atMs }) => atMs >= Math.max(trace.fromMs, sinceMs) + SETTLE_MS)
      .map(({ errorMs }) => Math.abs(errorMs)),
  )
  return percentile(errors, 0.95)
}

/** How long after a moment a method is within a bound and stays so, in ms; Infinity if never. */
export function rightAgainAfterMs(trace: Trace, method: Method, sinceMs: number, withinMs: number): number {
  const after = looks(trace, method).filter(({ atMs }) => atMs >= sinceMs)
  const last = after.findLast(({ errorMs }) => Math.abs(errorMs) > withinMs)
  if (last === after.at(-1)) return last ? Infinity : 0
  return last ? last.atMs + LOOK_EVERY_MS - sinceMs : 0
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

import { ClockEstimate, type Probe } from '~/domain/playback/clock-estimate'

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

export type Network = { there: (random: Random) => number; back: (random: Random) => number }

const exponential = (random: Random, meanMs: number) => -Math.log(1 - random()) * meanMs
const same = (oneWayMs: (random: Random) => number): Network => ({ there: oneWayMs, back: oneWayMs })

export const NETWORKS = {
  goodWifi: same((r) => 1.5 + exponential(r, 0.7) + (r() < 0.03 ? r() * 30 : 0)),
  busyWifi: same((r) => 2 + exponential(r, 5) + (r() < 0.1 ? r() * 80 : 0)),
  mobile: same((r) => 25 + exponential(r, 15) + (r() < 0.05 ? r() * 200 : 0)),
  lopsided: { there: (r) => 40 + exponential(r, 3), back: (r) => 10 + exponential(r, 3) },
} satisfies Record<string, Network>

/** Two clocks that run at slightly different rates, and a network between them. */
export class World {
  random: Random
  #network: Network
  #skew: number
  #offsetMs: number

  constructor(seed: number, network: Network, skew: number | null = null) {
    this.random = seeded(seed)
    this.#network = network
    this.#skew = skew ?? (this.random() - 0.5) * 160e-6
    this.#offsetMs = 1.7e12 + this.random() * 1e6
  }

  serverMs(browserMs: number): number {
    return browserMs * (1 + this.#skew) + this.#offsetMs
  }

  jump(byMs: number): void {
    this.#offsetMs += byMs
  }

  moveTo(network: Network): void {
    this.#network = network
  }

  /** A probe sent at this moment; browsers tell the time in tenths of a millisecond. */
  probe(sentAtMs: number): Probe {
    const arrivedMs = sentAtMs + this.#network.there(this.random)
    const answeredMs = arrivedMs + 0.1 + this.random() * 0.2
    const backMs = answeredMs + this.#network.back(this.random)
    return {
      t0: tenths(sentAtMs),
      t1: this.serverMs(arrivedMs),
      t2: this.serverMs(answeredMs),
      t3: tenths(backMs),
    }
  }

  /** A burst of eight, then one a second, as the browser does it; `see` is told of each. */
  run(fromMs: number, untilMs: number, see: (probe: Probe, index: number) => void): void {
    let atMs = fromMs
    for (let index = 0; atMs < untilMs; index++) {
      const probe = this.probe(atMs)
      see(probe, index)
      atMs = probe.t3 + (index < 7 ? 20 : 950 + this.random() * 100)
    }
  }
}

/** What many players do: believe the quickest of the last probes. */
export class QuickestOf {
  #probes: Probe[] = []
  #count: number

  constructor(count: number) {
    this.#count = count
  }

  add(probe: Probe): void {
    this.#probes = [...this.#probes, probe].slice(-this.#count)
  }

  serverNowMs(nowMs: number): number {
    const best = this.#probes.reduce((a, b) => (roundTripMs(b) < roundTripMs(a) ? b : a))
    return nowMs + (best.t1 - best.t0 + best.t2 - best.t3) / 2
  }
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

/** How far off both were over some minutes of many worlds, looked at just before each new probe. */
export function compare(network: Network, { seeds = 20, fromMs = 20_000, untilMs = 180_000 } = {}) {
  const errors: number[] = []
  const quickestErrors: number[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const world = new World(seed * 77, network)
    const estimate = new ClockEstimate()
    const quickest = new QuickestOf(16)
    world.run(1_000, untilMs, (probe, index) => {
      if (index > 0 && probe.t0 > fromMs) {
        errors.push(Math.abs(estimate.serverNowMs(probe.t0)! - world.serverMs(probe.t0)))
        quickestErrors.push(Math.abs(quickest.serverNowMs(probe.t0) - world.serverMs(probe.t0)))
      }
      estimate.add(probe)
      quickest.add(probe)
    })
  }
  return { p95Ms: percentile(errors, 0.95), quickestP95Ms: percentile(quickestErrors, 0.95) }
}

function roundTripMs({ t0, t1, t2, t3 }: Probe): number {
  return t3 - t0 - (t2 - t1)
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

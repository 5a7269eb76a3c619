/**
 * One exchange with the server: sent at `t0` and answered at `t3` by the browser's monotonic clock, received at `t1`
 * and sent back at `t2` by the room's clock. Milliseconds with fractions.
 */
export type Probe = { t0: number; t1: number; t2: number; t3: number }

/** Long enough that good minutes still help when the network has got worse, at one probe a second. */
const WINDOW_MS = 300_000
const MAX_PROBES = 640
/** Crystals differ by up to 100 parts per million, and NTP bends a clock by up to 500 while it brings it right. */
const MAX_SKEW = 600e-6
/** Most clocks agree better than that: how far a skew usually is from none. */
const USUAL_SKEW = 25e-6
/** Rates change by a quarter of a part per million a minute as devices grow warm: what is old counts that much less. */
const WANDER_PER_MS = 2e-12
/** Browsers tell the time in steps of up to a millisecond, and by that much two probes may contradict each other. */
const GRAIN_MS = 1
/** No network is steadier than what the coarse clocks make of it. */
const LEAST_NOISE_MS = 0.05
/** An answer that took longer than this tells next to nothing. */
const MAX_ROUND_TRIP_MS = 10_000
/** How fast what is known goes stale once no probe comes any more. */
const STALE_MS_PER_MS = 50e-6

/** The room's clock is at `offsetMs + skew * (t - atMs)` from the browser's at its time `t`, give or take `slackMs`. */
type Line = { atMs: number; offsetMs: number; skew: number; slackMs: number; doubtMs: number }

/**
 * What a browser knows of the room's clock. No message arrives before it is sent, so each probe bounds the offset from
 * both sides: by what it measured on its way there, and on its way back. The estimate is the line that stays farthest
 * from all these bounds. When no line fits, one of the clocks jumped, and the estimate starts again.
 */
export class ClockEstimate {
  #probes: Probe[] = []
  #line: Line | null = null

  /** Takes a probe in. True when it contradicts all that was known before: then only this one is believed. */
  add(probe: Probe): boolean {
    const roundTripMs = probe.t3 - probe.t0 - (probe.t2 - probe.t1)
    if (!(roundTripMs >= 0 && roundTripMs <= MAX_ROUND_TRIP_MS)) return false

    this.#probes = this.#probes.filter(({ t3 }) => t3 > probe.t3 - WINDOW_MS).slice(1 - MAX_PROBES)
    this.#probes.push(probe)
    const line = fit(this.#probes)
    this.#line = line ?? fit([probe])
    if (!line) this.#probes = [probe]
    return !line
  }

  /** How many probes the estimate rests on. */
  get probeCount(): number {
    return this.#probes.length
  }

  /** The rate of the room's clock against the browser's: 0.0001 is 100 parts per million fast. */
  get skew(): number {
    return this.#line?.skew ?? 0
  }

  /** The room's clock at this moment of the browser's; null before the first probe. */
  serverNowMs(nowMs: number): number | null {
    if (!this.#line) return null
    const { atMs, offsetMs, skew } = this.#line
    return nowMs + offsetMs + skew * (nowMs - atMs)
  }

  /** A bound on the error: beyond it lies only what is wrong with the network's symmetry. */
  uncertaintyMs(nowMs: number): number {
    if (!this.#line) return Infinity
    return this.#line.slackMs + Math.max(0, nowMs - this.#line.atMs) * STALE_MS_PER_MS
  }

  /** By how much more probes would probably change it: large while they are few for so restless a network. */
  get doubtMs(): number {
    return this.#line?.doubtMs ?? Infinity
  }

  forget(): void {
    this.#probes = []
    this.#line = null
  }
}

/** How long one way took by both clocks, `sinceMs` before the newest probe (so 0 or less). */
type Way = { sinceMs: number; tookMs: number }

/**
 * The line in the middle of the gap between the bounds of both ways; null when there is none. Each slope is weighed by
 * how likely it is when delays exceed the shortest one as often as they do here: the wider its gap the likelier.
 */
function fit(probes: Probe[]): Line | null {
  const atMs = probes.at(-1)!.t3
  const baseMs = probes.at(-1)!.t2 - atMs
  const there = probes.map(({ t0, t1 }) => way(t0 - atMs, t1 - t0 - baseMs))
  const back = probes.map(({ t2, t3 }) => way(t3 - atMs, t3 - t2 + baseMs))
  const quickThere = quickest(there)
  const quickBack = quickest(back)
  const gapMs = (skew: number) => leastMs(quickThere, skew) + leastMs(quickBack, -skew)

  const widest = highest(gapMs)
  if (gapMs(widest) < -GRAIN_MS) return null
  const noiseMs = Math.max(LEAST_NOISE_MS, (spreadMs(there, widest) + spreadMs(back, -widest)) / 2)
  const perMs = probes.length / noiseMs
  const likelihood = (skew: number) => perMs * gapMs(skew) - Math.abs(skew) / USUAL_SKEW

  const likeliest = highest(likelihood)
  const most = likelihood(likeliest)
  const step = Math.min(USUAL_SKEW, 2 / (perMs * Math.max(1_000, -there[0]!.sinceMs)))
  let weights = 0
  let skew = 0
  let offsetMs = 0
  let squared = 0
  for (let index = -8; index <= 8; index++) {
    const tried = likeliest + index * step
    const weight = Math.exp(likelihood(tried) - most)
    weights += weight
    skew += weight * tried
    const middleMs = (leastMs(quickThere, tried) - leastMs(quickBack, -tried)) / 2
    offsetMs += weight * middleMs
    squared += weight * middleMs ** 2
  }
  offsetMs /= weights
  return {
    atMs,
    offsetMs: baseMs + offsetMs,
    skew: skew / weights,
    slackMs: Math.max(0, gapMs(likeliest) / 2),
    doubtMs: Math.sqrt(Math.max(0, squared / weights - offsetMs ** 2)) + 1 / perMs,
  }
}

function way(sinceMs: number, tookMs: number): Way {
  return { sinceMs, tookMs: tookMs + WANDER_PER_MS * sinceMs ** 2 }
}

/**
 * The ways that are the quickest for some skew: the lower convex hull. All others may be forgotten. Of probes that were
 * underway at once the later one may be back first.
 */
function quickest(ways: Way[]): Way[] {
  const hull: Way[] = []
  for (const way of ways.toSorted((one, other) => one.sinceMs - other.sinceMs)) {
    while (hull.length > 1 && !turnsUp(hull.at(-2)!, hull.at(-1)!, way)) hull.pop()
    hull.push(way)
  }
  return hull
}

function turnsUp(a: Way, b: Way, c: Way): boolean {
  return (b.tookMs - a.tookMs) * (c.sinceMs - a.sinceMs) < (c.tookMs - a.tookMs) * (b.sinceMs - a.sinceMs)
}

function leastMs(ways: Way[], skew: number): number {
  return ways.reduce((least, { sinceMs, tookMs }) => Math.min(least, tookMs - skew * sinceMs), Infinity)
}

/** By how much ways usually exceed the quickest. */
function spreadMs(ways: Way[], skew: number): number {
  const sorted = ways.map(({ sinceMs, tookMs }) => tookMs - skew * sinceMs).sort((a, b) => a - b)
  return (sorted[sorted.length >> 1]! - sorted[0]!) / Math.LN2
}

/** Where a function with one summit is highest, within the skews that clocks can have. */
function highest(height: (skew: number) => number): number {
  let low = -MAX_SKEW
  let high = MAX_SKEW
  for (let step = 0; step < 32; step++) {
    const third = (high - low) / 3
    if (height(low + third) < height(high - third)) low += third
    else high -= third
  }
  return (low + high) / 2
}

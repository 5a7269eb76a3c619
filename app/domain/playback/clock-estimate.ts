/**
 * One exchange with the server: sent at `t0` and answered at `t3` by the browser's monotonic clock, received at `t1`
 * and sent back at `t2` by the room's clock. Milliseconds with fractions.
 */
export type Probe = { t0: number; t1: number; t2: number; t3: number }

/** Long enough to tell the two clocks' rates apart, short enough that the rates stay what they are. */
const WINDOW_MS = 100_000
const MAX_PROBES = 128
/** Crystals differ by at most 100 parts per million, and a clock being slewed by NTP by some more. */
const MAX_SKEW = 300e-6
/**
 * A slope must win this much gap (ms for a skew of 1) to be believed: a few probes allow many, and most clocks agree.
 * Tuned on made-up traces; ten times less or three times more is worse on each of them.
 */
const SLOPE_COST_MS = 3_000
/** An answer that took longer than this tells next to nothing. */
const MAX_ROUND_TRIP_MS = 10_000
/** How fast what is known goes stale once no probe comes any more. */
const STALE_MS_PER_MS = 50e-6

/** The room's clock is at `offsetMs + skew * (t - atMs)` from the browser's at its time `t`, give or take `slackMs`. */
type Line = { atMs: number; offsetMs: number; skew: number; slackMs: number }

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

  forget(): void {
    this.#probes = []
    this.#line = null
  }
}

/** The line in the middle of the widest gap between the bounds from above and from below; null when there is none. */
function fit(probes: Probe[]): Line | null {
  const atMs = probes.at(-1)!.t3
  const baseMs = probes.at(-1)!.t2 - atMs
  const above = probes.map(({ t0, t1 }) => ({ sinceMs: t0 - atMs, offsetMs: t1 - t0 - baseMs }))
  const below = probes.map(({ t2, t3 }) => ({ sinceMs: t3 - atMs, offsetMs: t2 - t3 - baseMs }))

  const bounds = (skew: number) => {
    let top = Infinity
    let bottom = -Infinity
    for (const { sinceMs, offsetMs } of above) top = Math.min(top, offsetMs - skew * sinceMs)
    for (const { sinceMs, offsetMs } of below) bottom = Math.max(bottom, offsetMs - skew * sinceMs)
    return { top, bottom, gap: top - bottom }
  }

  let skew = highest((skew) => bounds(skew).gap - SLOPE_COST_MS * Math.abs(skew))
  if (bounds(skew).gap < 0) skew = highest((skew) => bounds(skew).gap)
  const { top, bottom, gap } = bounds(skew)
  if (gap < 0) return null
  return { atMs, offsetMs: baseMs + (top + bottom) / 2, skew, slackMs: gap / 2 }
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

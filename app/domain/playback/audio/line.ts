import { median } from '../median'

/** Context time is `nowMs + offsetMs + skew * (nowMs - atMs)`, give or take `noiseMs`. `slope` is the skew unrestrained. */
export type Line = { atMs: number; offsetMs: number; skew: number; slope: number; noiseMs: number }

type Point = { contextMs: number; atMs: number }

/** Cards differ by 100 parts per million at most; a virtual one that is paced by a timer by some more. */
const MOST_SKEW = 500e-6
/** What a card's rate usually is, as a spread: a few readings say less of it than this. */
const USUAL_SKEW = 150e-6
/** Timestamps are never better than this. */
const LEAST_NOISE_MS = 0.05
/** Points this many times the usual noise off are left out. */
const OUTLIER = 3

/** Least squares over what is no outlier, the slope drawn towards what cards usually are. */
export function fitLine(readings: Point[]): Line {
  const atMs = readings.at(-1)!.atMs
  let kept = readings.map((reading) => ({ x: reading.atMs - atMs, y: reading.contextMs - reading.atMs }))
  let line = squares(kept, LEAST_NOISE_MS)
  let noiseMs = LEAST_NOISE_MS
  for (let round = 0; round < 2; round++) {
    const misses = kept.map(({ x, y }) => Math.abs(y - line.offsetMs - line.slope * x))
    noiseMs = Math.max(LEAST_NOISE_MS, 1.5 * median(misses))
    kept = kept.filter((_, index) => misses[index]! <= OUTLIER * noiseMs)
    line = squares(kept, noiseMs)
  }
  return { atMs, noiseMs, ...line }
}

export function lineAt({ atMs, offsetMs, skew }: Line, nowMs: number): number {
  return nowMs + offsetMs + skew * (nowMs - atMs)
}

function squares(points: { x: number; y: number }[], noiseMs: number) {
  const meanX = mean(points.map(({ x }) => x))
  const meanY = mean(points.map(({ y }) => y))
  let xx = 0
  let xy = 0
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
  }
  const doubt = (noiseMs / USUAL_SKEW) ** 2
  const skew = Math.min(MOST_SKEW, Math.max(-MOST_SKEW, xy / (xx + doubt)))
  return { offsetMs: meanY - skew * meanX, skew, slope: xx > 0 ? xy / xx : 0 }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

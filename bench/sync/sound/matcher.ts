import { Fourier } from './fourier.ts'

/** Where a window of sound stands in a track: of its first sample, in samples of the track, with fractions. */
export type Match = {
  trackIndex: number
  /** From 0, nothing in common, to 1, the same. */
  likeness: number
}

/** A whole track is searched at this many samples in one, and then looked at closely where it is most alike. */
const COARSE = 8
/** And in pieces that a transform of this length compares at once. */
const WHOLE_SEARCH_LENGTH = 2 ** 17

const transforms = new Map<number, Fourier>()

/** Finds windows of sound in a known track by cross-correlation. */
export class Matcher {
  #track: Float32Array
  #coarseTrack: Float32Array

  constructor(track: Float32Array) {
    this.#track = track
    this.#coarseTrack = coarsened(track)
  }

  /** The best match whose first sample lies within `reach` samples of `nearIndex`. */
  near(window: Float32Array, nearIndex: number, reach: number): Match {
    return bestMatch(window, this.#track, Math.round(nearIndex) - reach, 2 * reach + 1)
  }

  /** The best match anywhere in the track. */
  anywhere(window: Float32Array): Match {
    const coarseWindow = coarsened(window)
    const lags = WHOLE_SEARCH_LENGTH - coarseWindow.length
    let best: Match = { trackIndex: 0, likeness: 0 }
    for (let from = 0; from < this.#coarseTrack.length; from += lags) {
      const match = bestMatch(coarseWindow, this.#coarseTrack, from, lags)
      if (match.likeness > best.likeness) best = match
    }
    return this.near(window, best.trackIndex * COARSE, 2 * COARSE)
  }
}

/** The best match whose first sample is one of `lags` samples of the track, beginning with `from`. */
function bestMatch(window: Float32Array, track: Float32Array, from: number, lags: number): Match {
  const products = correlate(window, track, from, lags)
  let peak = 0
  for (let lag = 1; lag < lags; lag++) if (products[lag]! > products[peak]!) peak = lag
  const likeness = products[peak]! / norm(window, 0, window.length) / norm(track, from + peak, window.length)
  return { trackIndex: from + peak + summit(products, peak, lags), likeness: likeness || 0 }
}

function coarsened(samples: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / COARSE) }, (_, index) => {
    let sum = 0
    for (let at = 0; at < COARSE; at++) sum += samples[index * COARSE + at]!
    return sum
  })
}

/** The product of the window with the track, the window's first sample at `from` + each lag. */
function correlate(window: Float32Array, track: Float32Array, from: number, lags: number): Float64Array {
  const length = 2 ** Math.ceil(Math.log2(window.length + lags))
  const fourier = transforms.get(length) ?? new Fourier(length)
  transforms.set(length, fourier)
  // Both are real, so one transform does both: one as the real part, the other as the imaginary.
  const real = new Float64Array(length)
  const imaginary = new Float64Array(length)
  real.set(window)
  const first = Math.max(0, from)
  imaginary.set(track.subarray(first, Math.max(first, from + lags + window.length - 1)), first - from)
  fourier.forward(real, imaginary)
  crossSpectrum(real, imaginary)
  fourier.backward(real, imaginary)
  return real
}

/** From the transform of `x + iy` to the conjugate of x's transform times y's, in place. */
function crossSpectrum(real: Float64Array, imaginary: Float64Array): void {
  const { length } = real
  for (let index = 0; index <= length / 2; index++) {
    const mirror = (length - index) % length
    const [a, b, c, d] = [real[index]!, imaginary[index]!, real[mirror]!, imaginary[mirror]!]
    const [windowReal, windowImaginary] = [(a + c) / 2, (b - d) / 2]
    const [trackReal, trackImaginary] = [(b + d) / 2, (c - a) / 2]
    const productReal = windowReal * trackReal + windowImaginary * trackImaginary
    const productImaginary = windowReal * trackImaginary - windowImaginary * trackReal
    real[index] = real[mirror] = productReal / length
    imaginary[index] = productImaginary / length
    imaginary[mirror] = -productImaginary / length
  }
}

/** How far beside the highest product the true peak lies: the summit of a parabola through it and its neighbours. */
function summit(products: Float64Array, peak: number, lags: number): number {
  if (peak === 0 || peak === lags - 1) return 0
  const [before, at, after] = [products[peak - 1]!, products[peak]!, products[peak + 1]!]
  const bend = before - 2 * at + after
  return bend === 0 ? 0 : (before - after) / 2 / bend
}

function norm(samples: Float32Array, from: number, length: number): number {
  let energy = 0
  const end = Math.min(samples.length, from + length)
  for (let index = Math.max(0, from); index < end; index++) energy += samples[index]! ** 2
  return Math.sqrt(energy)
}

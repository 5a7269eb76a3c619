/** A decoded song: one array of 16-bit samples for each channel, which is half of what floats would take. */
export type Recording = { rate: number; frames: number; channels: Int16Array[] }

/** Samples on either side that make up one in between: enough that the treble passes whole. */
const REACH = 16
const TAPS = 2 * REACH
/** Places between two samples for which weights are kept; between those they are interpolated, 100 dB down. */
const PHASES = 512
/** How steeply the window falls: side lobes 80 dB down. */
const KAISER_BETA = 8
const INT16 = 32_768

/** Made when the module comes: it takes longer than a start leaves time for. */
const WEIGHTS = makeWeights()

/**
 * Reads `frames` samples of each channel from the place `from` on, `step` samples apart: both with fractions, so that a
 * piece that begins where another ended goes on without a seam. Up to its ends the recording is taken to go on as it does
 * there, so that one song can follow another without a gap; further out is silence.
 */
export function resample(recording: Recording, from: number, step: number, frames: number): Float32Array[] {
  const taps = new Float32Array(TAPS)
  const out = recording.channels.map(() => new Float32Array(frames))
  for (let frame = 0; frame < frames; frame++) {
    const place = from + frame * step
    const whole = Math.floor(place)
    weigh(place - whole, taps)
    for (let channel = 0; channel < out.length; channel++) {
      out[channel]![frame] = sum(recording.channels[channel]!, whole - REACH + 1, taps)
    }
  }
  return out
}

function sum(samples: Int16Array, first: number, taps: Float32Array): number {
  if (first < 0 || first + TAPS > samples.length) return sumAtEnd(samples, first, taps)
  let total = 0
  for (let tap = 0; tap < TAPS; tap++) total += samples[first + tap]! * taps[tap]!
  return total
}

/** What is missing is made by turning what is there about its last sample. */
function sumAtEnd(samples: Int16Array, first: number, taps: Float32Array): number {
  const last = samples.length - 1
  const place = first + REACH - 1
  if (place < -1 || place > last) return 0
  let total = 0
  for (let tap = 0; tap < TAPS; tap++) {
    const index = first + tap
    const turned = index < 0 ? -index : index > last ? 2 * last - index : index
    const end = index < 0 ? samples[0]! : samples[last]!
    const sample = samples[turned] ?? 0
    total += (turned === index ? sample : 2 * end - sample) * taps[tap]!
  }
  return total
}

function weigh(fraction: number, taps: Float32Array): void {
  const phase = Math.floor(fraction * PHASES)
  const share = fraction * PHASES - phase
  const row = phase * TAPS
  for (let tap = 0; tap < TAPS; tap++) {
    const weight = WEIGHTS[row + tap]!
    taps[tap] = weight + share * (WEIGHTS[row + TAPS + tap]! - weight)
  }
}

/** A windowed sinc for each phase, its sum 1, scaled from 16 bits to ±1. */
function makeWeights(): Float32Array {
  const weights = new Float32Array((PHASES + 1) * TAPS)
  for (let phase = 0; phase <= PHASES; phase++) {
    const row = Array.from({ length: TAPS }, (_, tap) => {
      const x = tap - REACH + 1 - phase / PHASES
      return sinc(x) * kaiser(x / REACH)
    })
    const total = row.reduce((sum, weight) => sum + weight, 0) * INT16
    row.forEach((weight, tap) => {
      weights[phase * TAPS + tap] = weight / total
    })
  }
  return weights
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA)
}

/** The modified Bessel function of order 0. */
function bessel(x: number): number {
  let total = 1
  let term = 1
  for (let k = 1; term > total * 1e-10; k++) {
    term *= (x / (2 * k)) ** 2
    total += term
  }
  return total
}

import type { Random } from '../random.ts'

export const SAMPLE_RATE = 48_000

/** One struck, blown or bowed note. `loudness` is 0–1 and also changes the colour in most voices. */
export type Strike = { hz: number; lengthS: number; loudness: number; random: Random }
/** Renders a note in mono, with its whole ring: the samples run longer than `lengthS`. */
export type Voice = (strike: Strike) => Float32Array

type Tone = {
  hz: number
  lengthS: number
  /** Fills in the loudness of each harmonic at a moment; [0] is the fundamental. */
  shape: (amplitudes: Float64Array, atS: number) => void
  /** Pitch against `hz` at a moment, 1 being in tune. */
  bend?: (atS: number) => number
  harmonics: number
}

const BLOCK = 64 // Amplitudes and pitch move in straight lines over blocks this long: 1.3 ms, below hearing.
const HIGHEST_HZ = 15_000 // Above this the lossy encoders cut anyway, and nothing may fold back.

/** Additive synthesis of a harmonic tone whose colour and pitch change as it sounds. */
export function harmonicTone({ hz, lengthS, shape, bend = () => 1, harmonics }: Tone): Float32Array {
  const count = Math.max(1, Math.min(harmonics, Math.floor(HIGHEST_HZ / hz)))
  const samples = new Float32Array(Math.ceil(lengthS * SAMPLE_RATE))
  const now = new Float64Array(count),
    next = new Float64Array(count)
  shape(now, 0)
  let phase = 0
  for (let start = 0; start < samples.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, samples.length)
    shape(next, (start + BLOCK) / SAMPLE_RATE)
    const step = (2 * Math.PI * hz * bend(start / SAMPLE_RATE)) / SAMPLE_RATE
    for (let index = start; index < end; index++) {
      const along = (index - start) / BLOCK
      // sin(nx) from sin((n-1)x) and sin((n-2)x): two trigonometric calls a sample, however many harmonics.
      const twiceCosine = 2 * Math.cos(phase)
      let before = 0,
        sine = Math.sin(phase),
        sum = 0
      for (let n = 0; n < count; n++) {
        sum += sine * (now[n]! + (next[n]! - now[n]!) * along)
        const after = twiceCosine * sine - before
        before = sine
        sine = after
      }
      samples[index] = sum
      phase += step
    }
    now.set(next)
    if (phase > 2 * Math.PI) phase -= 2 * Math.PI * Math.floor(phase / (2 * Math.PI))
  }
  return samples
}

/** 0 → 1 over `attackS`, held until `lengthS`, back to 0 over `releaseS`, with rounded corners so that nothing clicks. */
export function swell(atS: number, lengthS: number, attackS: number, releaseS: number): number {
  const rise = eased(atS / attackS)
  return atS <= lengthS ? rise : rise * (1 - eased((atS - lengthS) / releaseS))
}

export function eased(along: number): number {
  const part = Math.min(1, Math.max(0, along))
  return part * part * (3 - 2 * part)
}

export function cents(amount: number): number {
  return 2 ** (amount / 1200)
}

/** Noise through one resonance: breath, bows, brushes. A higher `sharpness` is closer to a pitch. */
export function resonantNoise(
  hz: number,
  sharpness: number,
  lengthS: number,
  random: Random,
  envelope: (atS: number) => number,
): Float32Array {
  const samples = new Float32Array(Math.ceil(lengthS * SAMPLE_RATE))
  const radius = Math.exp((-Math.PI * hz) / sharpness / SAMPLE_RATE)
  const feedback = 2 * radius * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE)
  const level = (1 - radius * radius) / 2
  let last = 0,
    beforeLast = 0,
    noise = 0,
    beforeNoise = 0
  for (let index = 0; index < samples.length; index++) {
    const fresh = (random() * 2 - 1) * 2
    const value = level * (fresh - beforeNoise) + feedback * last - radius * radius * beforeLast
    beforeNoise = noise
    noise = fresh
    beforeLast = last
    last = value
    samples[index] = value * envelope(index / SAMPLE_RATE)
  }
  return samples
}

export function layered(...layers: Float32Array[]): Float32Array {
  const sum = new Float32Array(Math.max(...layers.map((layer) => layer.length)))
  for (const layer of layers) for (let index = 0; index < layer.length; index++) sum[index]! += layer[index]!
  return sum
}

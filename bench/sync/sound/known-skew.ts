import { SAMPLE_RATE } from './test-track.ts'

/** A sound that begins `delayMs` later and runs `ppm` millionths faster, of the same length. */
export function skewed(samples: Float32Array, delayMs: number, ppm = 0): Float32Array {
  const delay = (delayMs / 1_000) * SAMPLE_RATE
  const step = 1 + ppm / 1e6
  return Float32Array.from(samples, (_, index) => between(samples, index * step - delay))
}

/** A sample between samples, by the cubic through the four around it: exact enough for sound far below half the rate. */
function between(samples: Float32Array, at: number): number {
  const index = Math.floor(at)
  if (index < 1 || index + 2 >= samples.length) return 0
  const [a, b, c, d] = [-1, 0, 1, 2].map((step) => samples[index + step]!) as [number, number, number, number]
  const t = at - index
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

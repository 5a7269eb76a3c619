import { SAMPLE_RATE } from './tone.ts'

export type Stereo = { left: Float32Array; right: Float32Array }

// Prime lengths share no echo rhythm; 30–60 ms is a wooden hall of some two hundred seats.
const DELAYS = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797]
const PREDELAY = Math.round(0.018 * SAMPLE_RATE)

/** The sound of a hall: eight delay lines that feed each other. Returns only the echo, to be added to the dry sound. */
export function reverberated({ left, right }: Stereo, decayS: number, dullness = 0.35): Stereo {
  const lines = DELAYS.map((length) => new Float32Array(length))
  const gains = DELAYS.map((length) => 10 ** ((-3 * length) / SAMPLE_RATE / decayS))
  const heard = new Float64Array(8)
  const wet = { left: new Float32Array(left.length), right: new Float32Array(left.length) }
  for (let index = 0; index < left.length; index++) {
    const from = index - PREDELAY
    const inputs = from < 0 ? [0, 0] : [left[from]! * 0.35, right[from]! * 0.35]
    let sum = 0
    for (let line = 0; line < 8; line++) {
      const echo = lines[line]![index % DELAYS[line]!]! * gains[line]!
      heard[line] = heard[line]! * dullness + echo * (1 - dullness)
      sum += heard[line]!
    }
    for (let line = 0; line < 8; line++)
      lines[line]![index % DELAYS[line]!] = heard[line]! - sum / 4 + inputs[line % 2]!
    wet.left[index] = heard[0]! - heard[3]! + heard[4]! - heard[7]!
    wet.right[index] = heard[1]! - heard[2]! + heard[5]! - heard[6]!
  }
  return wet
}

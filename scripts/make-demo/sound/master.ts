import type { Stereo } from './room.ts'
import { eased, SAMPLE_RATE } from './tone.ts'

const TARGET_LUFS = -16 // What streaming services settle on, so that a demo piece sits level with other tracks.
const CEILING = 10 ** (-2 / 20) // Lossy encoders overshoot by a decibel or so.
const LOOKAHEAD = Math.round(0.006 * SAMPLE_RATE)

/** Brings a mix to broadcast loudness, catches its peaks and fades its end. Changes the samples in place. */
export function mastered(sound: Stereo, fadeS: number): Stereo {
  removeRumble(sound.left)
  removeRumble(sound.right)
  // Twice, since what the limiter takes off the peaks is missing from the loudness.
  for (let pass = 0; pass < 2; pass++) {
    const gain = 10 ** ((TARGET_LUFS - loudnessLufs(sound)) / 20)
    for (const side of [sound.left, sound.right])
      for (let index = 0; index < side.length; index++) side[index]! *= gain
    limit(sound)
  }
  const fadeSamples = fadeS * SAMPLE_RATE
  for (const side of [sound.left, sound.right])
    for (let index = 0; index < side.length; index++)
      side[index]! *= eased((side.length - 1 - index) / fadeSamples)
  return sound
}

/** Integrated loudness after ITU-R BS.1770-4, with its two gates. The filter numbers hold for 48 kHz. */
export function loudnessLufs({ left, right }: Stereo): number {
  const squares = [left, right].map(weighted).map((side) => side.map((value) => value * value))
  const block = 0.4 * SAMPLE_RATE,
    powers: number[] = []
  for (let start = 0; start + block <= left.length; start += block / 4) {
    let sum = 0
    for (let index = start; index < start + block; index++) sum += squares[0]![index]! + squares[1]![index]!
    powers.push(sum / block)
  }
  const audible = powers.filter((power) => lufs([power]) > -70)
  const threshold = lufs(audible) - 10
  return lufs(audible.filter((power) => lufs([power]) > threshold))
}

function lufs(powers: number[]): number {
  return -0.691 + 10 * Math.log10(powers.reduce((sum, power) => sum + power, 0) / powers.length)
}

function weighted(side: Float32Array): Float32Array {
  const shelved = filtered(
    side,
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [-1.69065929318241, 0.73248077421585],
  )
  return filtered(shelved, [1, -2, 1], [-1.99004745483398, 0.99007225036621])
}

function filtered(
  input: Float32Array,
  [b0, b1, b2]: [number, number, number],
  [a1, a2]: [number, number],
): Float32Array {
  const output = new Float32Array(input.length)
  let first = 0,
    second = 0
  for (let index = 0; index < input.length; index++) {
    const value = input[index]!
    const out = b0 * value + first
    first = b1 * value - a1 * out + second
    second = b2 * value - a2 * out
    output[index] = out
  }
  return output
}

function removeRumble(side: Float32Array): void {
  const keep = Math.exp((-2 * Math.PI * 24) / SAMPLE_RATE)
  let low = 0
  for (let index = 0; index < side.length; index++) {
    low = low * keep + side[index]! * (1 - keep)
    side[index]! -= low
  }
}

/** Looks a few milliseconds ahead and has turned down by the time a peak comes, so nothing clips and nothing is heard. */
function limit({ left, right }: Stereo): void {
  const wanted = left.map((value, index) =>
    Math.min(1, CEILING / Math.max(Math.abs(value), Math.abs(right[index]!), 1e-9)),
  )
  const reachable = new Float32Array(wanted.length).fill(1)
  wanted.forEach((gain, peak) => {
    if (gain === 1) return
    const end = Math.min(wanted.length - 1, peak + LOOKAHEAD)
    for (let near = Math.max(0, peak - LOOKAHEAD); near <= end; near++)
      reachable[near] = Math.min(reachable[near]!, gain)
  })
  let sum = LOOKAHEAD
  for (let index = 0; index < left.length; index++) {
    sum += reachable[index]! - (index >= LOOKAHEAD ? reachable[index - LOOKAHEAD]! : 1)
    const gain = Math.min(sum / LOOKAHEAD, wanted[index]!)
    left[index]! *= gain
    right[index]! *= gain
  }
}

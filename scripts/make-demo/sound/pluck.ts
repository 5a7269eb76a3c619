import { SAMPLE_RATE, type Strike, type Voice } from './tone.ts'

type String = {
  /** How long an open A3 rings, in seconds to silence; higher strings ring shorter. */
  ringS: number
  /** 0 (a thumb) to 1 (a plectrum). */
  brightness: number
  /** Where it is plucked, as a part of the string: near 0 is thin and twangy, 0.5 is hollow. */
  position: number
  /** 0.5 loses its overtones quickly, 0.1 keeps them. */
  damping: number
}

/** A plucked string after Karplus and Strong: a burst of noise circling in a delay line that slowly swallows it. */
export function pluckedString({ ringS, brightness, position, damping }: String): Voice {
  return ({ hz, lengthS, loudness, random }: Strike) => {
    const ring = ringS * Math.sqrt(220 / hz)
    const samples = new Float32Array(Math.ceil((Math.min(ring, lengthS) + 0.25) * SAMPLE_RATE))
    const periodSamples = SAMPLE_RATE / hz - damping
    const line = pluck(
      Math.floor(periodSamples - 0.3),
      brightness * (0.55 + 0.45 * loudness),
      position,
      random,
    )
    // The all-pass supplies the fraction of a sample that whole delays cannot: without it high notes are out of tune.
    const fraction = periodSamples - line.length
    const allPass = (1 - fraction) / (1 + fraction)
    const gain = 10 ** (-3 / (hz * ring))
    const releaseStart = Math.floor(lengthS * SAMPLE_RATE)
    const releaseGain = Math.exp(-1 / (0.05 * SAMPLE_RATE))
    let lastOut = 0,
      lastIn = 0,
      lastPassed = 0,
      hand = 1
    for (let index = 0; index < samples.length; index++) {
      const slot = index % line.length
      const out = line[slot]!
      const softened = gain * ((1 - damping) * out + damping * lastOut)
      lastOut = out
      lastPassed = allPass * (softened - lastPassed) + lastIn
      lastIn = softened
      line[slot] = lastPassed
      if (index > releaseStart) hand *= releaseGain
      samples[index] = out * hand * loudness
    }
    return fadedOut(samples)
  }
}

export const lute = pluckedString({ ringS: 4.5, brightness: 0.42, position: 0.22, damping: 0.42 })
export const koto = pluckedString({ ringS: 5, brightness: 0.85, position: 0.12, damping: 0.3 })
export const banjo = pluckedString({ ringS: 0.9, brightness: 0.9, position: 0.09, damping: 0.36 })
export const uprightBass = pluckedString({ ringS: 1.6, brightness: 0.18, position: 0.3, damping: 0.5 })
export const harp = pluckedString({ ringS: 4, brightness: 0.3, position: 0.45, damping: 0.46 })

function pluck(length: number, brightness: number, position: number, random: () => number): Float32Array {
  const noise = new Float32Array(length)
  let smooth = 0
  // Two turns: the first settles the filter, so that the loop has no step where it closes.
  for (let index = 0; index < length * 2; index++) {
    if (index < length) noise[index] = random() * 2 - 1
    smooth += (noise[index % length]! - smooth) * (0.08 + 0.92 * brightness)
    if (index >= length) noise[index - length] = smooth
  }
  const shift = Math.max(1, Math.round(length * position))
  const comb = noise.map((value, index) => value - noise[(index + length - shift) % length]!)
  const mean = comb.reduce((sum, value) => sum + value, 0) / length
  const power = Math.sqrt(comb.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length)
  return comb.map((value) => ((value - mean) / power) * 0.3)
}

function fadedOut(samples: Float32Array): Float32Array {
  const fade = Math.min(samples.length, Math.floor(0.03 * SAMPLE_RATE))
  for (let index = 0; index < fade; index++) samples[samples.length - 1 - index]! *= index / fade
  // A finger is never instantaneous either: half a millisecond takes the click off the start.
  for (let index = 0; index < 24 && index < samples.length; index++) samples[index]! *= index / 24
  return samples
}

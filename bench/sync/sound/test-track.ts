/** Samples a second of everything that is made, played and recorded here. */
export const SAMPLE_RATE = 48_000
/** Loud enough that nothing else matters, quiet enough that no decoder clips. */
const LOUDNESS = 0.2
/**
 * The noise is softened to some 2 kHz: all formats keep that, a peak of correlation so wide is found between two samples,
 * and it stands when the sound is played a hundredth faster.
 */
const SOFTENED_BY = 5
const SOFTENING_REACH = 4 * SOFTENED_BY

/** Noise that never repeats, the same for the same seed, one channel. */
export function makeNoise(lengthS: number, seed = 1): Float32Array {
  const length = Math.round(lengthS * SAMPLE_RATE)
  const taps = softeningTaps()
  const white = whiteNoise(length + taps.length, seed)
  const noise = new Float32Array(length)
  for (let index = 0; index < length; index++) {
    let sum = 0
    for (let tap = 0; tap < taps.length; tap++) sum += taps[tap]! * white[index + tap]!
    noise[index] = sum
  }
  return noise
}

/** A WAV file of 16 bits a sample with this one channel. */
export function wavOf(samples: Float32Array): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length * 2, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(SAMPLE_RATE, 24)
  header.writeUInt32LE(SAMPLE_RATE * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length * 2, 40)
  return Buffer.concat([header, pcmOf([samples])])
}

/** Interleaved samples of 16 bits. */
export function pcmOf(channels: Float32Array[]): Buffer {
  const length = Math.min(...channels.map((channel) => channel.length))
  const pcm = new Int16Array(length * channels.length)
  for (const [channel, samples] of channels.entries()) {
    for (let index = 0; index < length; index++) {
      pcm[index * channels.length + channel] = Math.round(samples[index]! * 32_767)
    }
  }
  return Buffer.from(pcm.buffer)
}

/** A bell, its energy such that the noise keeps its loudness. */
function softeningTaps(): number[] {
  const bell = Array.from({ length: 2 * SOFTENING_REACH + 1 }, (_, index) =>
    Math.exp(-(((index - SOFTENING_REACH) / SOFTENED_BY) ** 2) / 2),
  )
  const energy = Math.hypot(...bell)
  return bell.map((tap) => tap / energy)
}

/** xorshift32, spread evenly around zero so that its deviation is `LOUDNESS`. */
function whiteNoise(length: number, seed: number): Float32Array {
  const noise = new Float32Array(length)
  let state = seed >>> 0 || 1
  for (let index = 0; index < length; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    noise[index] = ((state >>> 0) / 2 ** 31 - 1) * Math.sqrt(3) * LOUDNESS
  }
  return noise
}

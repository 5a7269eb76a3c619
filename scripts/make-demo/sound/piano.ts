import { SAMPLE_RATE, resonantNoise, type Strike } from './tone.ts'

const DAMPER_S = 0.11

/** A felted upright: stiff strings (each partial a little sharp), two of them a hair apart, each partial dying at its own pace. */
export function piano({ hz, lengthS, loudness, random }: Strike): Float32Array {
  const ringS = Math.min(lengthS + DAMPER_S * 4, 7)
  const samples = new Float32Array(Math.ceil(ringS * SAMPLE_RATE))
  const stiffness = 0.00028 * (hz / 261.6) ** 0.9
  for (let n = 1; n <= 22; n++) {
    const partialHz = n * hz * Math.sqrt(1 + stiffness * n * n)
    if (partialHz > 9000) break
    const amplitude =
      Math.abs(Math.sin((n * Math.PI) / 7.3)) *
        Math.exp(-n * (0.34 - 0.16 * loudness)) *
        (hz < 200 ? n ** 0.35 : 1) +
      0.001
    const quickS = 1.5 / (0.6 + partialHz / 700),
      slowS = 5.5 / (0.7 + partialHz / 650)
    addPartial(samples, partialHz * 1.00022, amplitude * 0.7, quickS)
    addPartial(samples, partialHz * 0.99978, amplitude * 0.42, slowS)
  }
  addHammer(samples, loudness, random)
  const dampFrom = Math.floor(lengthS * SAMPLE_RATE)
  for (let index = 0; index < samples.length; index++) {
    const rise = Math.min(1, index / (0.0025 * SAMPLE_RATE))
    const damped = index < dampFrom ? 1 : Math.exp(-(index - dampFrom) / (DAMPER_S * SAMPLE_RATE))
    const tail = Math.min(1, (samples.length - index) / 960)
    samples[index]! *= rise * damped * tail * loudness
  }
  return samples
}

function addPartial(samples: Float32Array, hz: number, amplitude: number, decayS: number): void {
  const step = (2 * Math.PI * hz) / SAMPLE_RATE
  const shrink = Math.exp(-1 / (decayS * SAMPLE_RATE))
  const turnX = Math.cos(step) * shrink,
    turnY = Math.sin(step) * shrink
  let x = amplitude,
    y = 0
  for (let index = 0; index < samples.length; index++) {
    samples[index]! += y
    const turned = x * turnX - y * turnY
    y = x * turnY + y * turnX
    x = turned
  }
}

function addHammer(samples: Float32Array, loudness: number, random: () => number): void {
  const knock = resonantNoise(310, 1.2, 0.06, random, (atS) => Math.exp(-atS / 0.012) * 0.35 * loudness)
  for (let index = 0; index < Math.min(knock.length, samples.length); index++)
    samples[index]! += knock[index]!
}

import { eased, layered, resonantNoise, SAMPLE_RATE, type Strike } from './tone.ts'

/** Bass drum, felt beater; the pitch of the note is not used, nor is it in the other drums. */
export function bassDrum({ loudness, random }: Strike): Float32Array {
  const skin = new Float32Array(Math.ceil(0.4 * SAMPLE_RATE))
  let phase = 0
  for (let index = 0; index < skin.length; index++) {
    const atS = index / SAMPLE_RATE
    phase += (2 * Math.PI * (52 + 60 * Math.exp(-atS / 0.03))) / SAMPLE_RATE
    skin[index] =
      Math.sin(phase) * Math.exp(-atS / 0.09) * eased(atS / 0.004) * (1 - eased((atS - 0.3) / 0.1)) * loudness
  }
  return layered(
    skin,
    resonantNoise(180, 1, 0.06, random, (atS) => eased(atS / 0.002) * Math.exp(-atS / 0.01) * 0.3 * loudness),
  )
}

export function snare({ loudness, random }: Strike): Float32Array {
  return layered(
    resonantNoise(
      3600,
      0.8,
      0.3,
      random,
      (atS) => eased(atS / 0.001) * Math.exp(-atS / 0.055) * 0.3 * loudness,
    ),
    resonantNoise(210, 4, 0.2, random, (atS) => eased(atS / 0.001) * Math.exp(-atS / 0.04) * 0.7 * loudness),
  )
}

export function brush({ loudness, random }: Strike): Float32Array {
  return resonantNoise(
    4200,
    0.7,
    0.26,
    random,
    (atS) => eased(atS / 0.03) * Math.exp(-atS / 0.06) * 0.22 * loudness,
  )
}

export function cymbal({ loudness, random }: Strike): Float32Array {
  return layered(
    ...[7200, 9300, 11_000].map((hz) =>
      resonantNoise(
        hz,
        9,
        0.5,
        random,
        (atS) => eased(atS / 0.001) * (Math.exp(-atS / 0.02) + 0.35 * Math.exp(-atS / 0.14)) * 0.2 * loudness,
      ),
    ),
  )
}

import { cents, eased, harmonicTone, layered, resonantNoise, swell, type Strike } from './tone.ts'

/** Pipe organ: three ranks (8′, 4′, 2′) that never quite agree, and the breath with which a pipe speaks. */
export function organ({ hz, lengthS, loudness, random }: Strike): Float32Array {
  const ranks = [
    [1, 1, 0],
    [2, 0.42, 2.2],
    [4, 0.16, -2.6],
  ].map(([octave, level, offCents]) =>
    harmonicTone({
      hz: hz * octave! * cents(offCents! + random() * 1.5),
      lengthS: lengthS + 0.18,
      harmonics: 7,
      shape: (amplitudes, atS) => {
        const wind = swell(atS, lengthS, 0.045 / Math.sqrt(octave!), 0.12) * level! * loudness * 0.5
        for (let n = 0; n < amplitudes.length; n++)
          amplitudes[n] = wind * [1, 0.36, 0.3, 0.1, 0.09, 0.04, 0.03][n]!
      },
    }),
  )
  const chiff = resonantNoise(
    hz * 3,
    6,
    0.12,
    random,
    (atS) => eased(atS / 0.012) * Math.exp(-atS / 0.03) * 0.12 * loudness,
  )
  return layered(...ranks, chiff)
}

/** Pedal rank: a soft stopped pipe with its octave below. */
export function pedal({ hz, lengthS, loudness }: Strike): Float32Array {
  return layered(
    ...[
      [0.5, 0.55],
      [1, 0.6],
    ].map(([octave, level]) =>
      harmonicTone({
        hz: hz * octave!,
        lengthS: lengthS + 0.25,
        harmonics: 5,
        shape: (amplitudes, atS) => {
          const wind = swell(atS, lengthS, 0.07, 0.18) * level! * loudness
          for (let n = 0; n < amplitudes.length; n++) amplitudes[n] = wind * [1, 0.22, 0.14, 0.05, 0.03][n]!
        },
      }),
    ),
  )
}

/** A small string section: three players, each with an own vibrato and idea of the pitch. */
export function strings({ hz, lengthS, loudness, random }: Strike): Float32Array {
  const attackS = Math.min(0.11, lengthS * 0.4)
  return layered(
    ...[-5, 0.5, 5.5].map((offCents) => {
      const vibratoHz = 5 + random() * 0.9,
        turn = random() * 6.28,
        tuned = offCents + random() * 2
      return harmonicTone({
        hz,
        lengthS: lengthS + 0.22,
        harmonics: 26,
        bend: (atS) =>
          cents(tuned + 8 * eased((atS - 0.15) / 0.5) * Math.sin(6.283 * vibratoHz * atS + turn)),
        shape: (amplitudes, atS) => {
          const bow = swell(atS, lengthS, attackS, 0.2) * loudness * 0.2
          for (let n = 0; n < amplitudes.length; n++) {
            const partialHz = (n + 1) * hz
            const body =
              1 +
              0.8 * Math.exp(-(((partialHz - 480) / 260) ** 2)) +
              0.5 * Math.exp(-(((partialHz - 1500) / 700) ** 2))
            amplitudes[n] = (bow * body * Math.exp(-partialHz / (2300 + 1500 * loudness))) / (n + 1) ** 0.85
          }
        },
      })
    }),
  )
}

/** Accordion: two reeds eleven cents apart beat against each other (musette), a third an octave below fills out. */
export function accordion({ hz, lengthS, loudness }: Strike): Float32Array {
  return layered(
    ...[
      [1, -5, 1],
      [1, 6, 0.9],
      [0.5, 0, 0.45],
    ].map(([octave, offCents, level]) =>
      harmonicTone({
        hz: hz * octave! * cents(offCents!),
        lengthS: lengthS + 0.1,
        harmonics: 22,
        shape: (amplitudes, atS) => {
          const bellows =
            swell(atS, lengthS, 0.035, 0.08) * (0.85 + 0.15 * Math.sin(Math.min(1, atS / lengthS) * Math.PI))
          for (let n = 0; n < amplitudes.length; n++) {
            const partialHz = (n + 1) * hz * octave!
            amplitudes[n] =
              (bellows * level! * loudness * 0.2 * (n % 2 ? 0.7 : 1) * Math.exp(-partialHz / 3800)) /
              (n + 1) ** 0.55
          }
        },
      }),
    ),
  )
}

import { cents, eased, harmonicTone, layered, resonantNoise, swell, type Strike, type Voice } from './tone.ts'

type Bell = { formantHz: number; attackS: number; brightness: number; vibratoCents: number; rasp: number }

/** Brass: it gets brighter as it gets louder, within each note too; that is what the ear takes for brass. */
export function brass({ formantHz, attackS, brightness, vibratoCents, rasp }: Bell): Voice {
  return ({ hz, lengthS, loudness, random }: Strike) => {
    const scoopCents = 25 + random() * 30,
      vibratoHz = 5.2 + random() * 0.6
    return harmonicTone({
      hz,
      lengthS: lengthS + 0.09,
      harmonics: 30,
      bend: (atS) =>
        cents(
          -scoopCents * Math.exp(-atS / 0.025) +
            vibratoCents * eased((atS - 0.3) / 0.5) * Math.sin(6.283 * vibratoHz * atS),
        ),
      shape: (amplitudes, atS) => {
        const wind = swell(atS, lengthS, attackS, 0.08)
        const bite = 1 + rasp * Math.exp(-atS / 0.07)
        const reach = brightness * (0.35 + 0.65 * loudness) * wind * bite * (0.8 + 0.2 * Math.exp(-atS / 0.6))
        for (let n = 0; n < amplitudes.length; n++) {
          const partialHz = (n + 1) * hz
          const bell = 0.35 + Math.exp(-(((partialHz - formantHz) / (formantHz * 0.8)) ** 2))
          amplitudes[n] =
            wind * loudness * 0.34 * bell * Math.exp(-partialHz / (formantHz * 0.9) / Math.max(0.1, reach))
        }
      },
    })
  }
}

export const trumpet = brass({
  formantHz: 1250,
  attackS: 0.035,
  brightness: 1.15,
  vibratoCents: 13,
  rasp: 0.35,
})
export const trombone = brass({ formantHz: 620, attackS: 0.05, brightness: 1.25, vibratoCents: 8, rasp: 0.3 })
export const tuba = brass({ formantHz: 260, attackS: 0.04, brightness: 1.1, vibratoCents: 0, rasp: 0.4 })

/** Clarinet: a closed pipe, so mostly odd harmonics. */
export function clarinet({ hz, lengthS, loudness, random }: Strike): Float32Array {
  const vibratoHz = 4.8 + random()
  return harmonicTone({
    hz,
    lengthS: lengthS + 0.1,
    harmonics: 18,
    bend: (atS) => cents(6 * eased((atS - 0.2) / 0.4) * Math.sin(6.283 * vibratoHz * atS)),
    shape: (amplitudes, atS) => {
      const wind = swell(atS, lengthS, 0.03, 0.07) * loudness * 0.5
      for (let n = 0; n < amplitudes.length; n++)
        amplitudes[n] = (wind * (n % 2 ? 0.08 : 1) * Math.exp((-n * hz) / 1500)) / (1 + n * 0.25)
    },
  })
}

/** Recorder: nearly a pure tone, a soft tongue, a little air. */
export function recorder({ hz, lengthS, loudness, random }: Strike): Float32Array {
  return layered(
    flute(hz, lengthS, loudness, {
      scoopCents: 12,
      vibratoCents: 7,
      vibratoHz: 4.9,
      colours: [1, 0.13, 0.12, 0.025, 0.02],
    }),
    resonantNoise(
      hz * 2,
      5,
      lengthS + 0.1,
      random,
      (atS) =>
        0.028 *
        loudness *
        (swell(atS, lengthS, 0.02, 0.08) + 2.5 * Math.exp(-atS / 0.025) * eased(atS / 0.006)),
    ),
  )
}

/** Shakuhachi: each note slides up from below, leans into a slow vibrato and is half breath. */
export function shakuhachi({ hz, lengthS, loudness, random }: Strike): Float32Array {
  const tone = flute(hz, lengthS, loudness, {
    scoopCents: 85,
    vibratoCents: 22,
    vibratoHz: 4.3,
    colours: [1, 0.3, 0.17, 0.06, 0.04, 0.02],
  })
  const breath = (atS: number) =>
    loudness * (0.1 * swell(atS, lengthS, 0.07, 0.18) + 0.16 * eased(atS / 0.02) * Math.exp(-atS / 0.08))
  return layered(
    tone,
    resonantNoise(hz, 7, lengthS + 0.2, random, breath),
    resonantNoise(2600, 1.6, lengthS + 0.2, random, (atS) => breath(atS) * 0.3),
  )
}

function flute(
  hz: number,
  lengthS: number,
  loudness: number,
  air: { scoopCents: number; vibratoCents: number; vibratoHz: number; colours: number[] },
): Float32Array {
  const wave = (atS: number) => Math.sin(6.283 * air.vibratoHz * atS)
  return harmonicTone({
    hz,
    lengthS: lengthS + 0.22,
    harmonics: air.colours.length,
    bend: (atS) => cents(-air.scoopCents * Math.exp(-atS / 0.045) + air.vibratoCents * lean(atS) * wave(atS)),
    shape: (amplitudes, atS) => {
      const wind = swell(atS, lengthS, 0.06, 0.16) * loudness * 0.6 * (1 + 0.12 * lean(atS) * wave(atS))
      for (let n = 0; n < amplitudes.length; n++)
        amplitudes[n] = wind * air.colours[n]! * (n ? wind / 0.6 + 0.3 : 1)
    },
  })
}

/** How far a player has settled into the vibrato of a note. */
function lean(atS: number): number {
  return eased((atS - 0.25) / 0.7)
}

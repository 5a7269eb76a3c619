import { powerOfTwo, transform, transformBack, zeros, type Spectrum } from './fourier'
import { chirp, CHIRP_MS, type Direction } from './sounds'

/** How often the loudest match must exceed the usual one: noise alone reaches 4 in a few seconds. */
const CLEAR = 7
/** So much of one whistle is taken for the other while it sounds, a loud one's far off from a faint one's own place. */
const MISTAKEN_SHARE = 0.1
/** The straight way may be quieter than an echo that comes after it, but not by more than this. */
const STRAIGHT_SHARE = 0.4
/** Echoes that could be taken for the straight way come within this time. */
const ECHO_MS = 40

/** How much of a whistle begins at each frame of a recording, as an envelope without the whistle's own waves. */
export type Strengths = Float64Array

/** Finds one whistle in recordings of one length at one sample rate. */
export class Matcher {
  #rate: number
  #frames: number
  #chirp: Spectrum

  /** `frames` is how many beginnings are looked through; recordings are longer than that by the whistle. */
  constructor(rate: number, direction: Direction, frames: number) {
    const wave = chirp(rate, direction)
    this.#rate = rate
    this.#frames = frames
    this.#chirp = zeros(powerOfTwo(frames + wave.length))
    this.#chirp.re.set(wave)
    transform(this.#chirp)
  }

  match(recording: Float32Array): Strengths {
    const sound = zeros(this.#chirp.re.length)
    sound.re.set(recording)
    transform(sound)
    const half = sound.re.length / 2
    for (let bin = 0; bin < half; bin++) {
      const [re, im] = [sound.re[bin]!, sound.im[bin]!]
      const [chirpRe, chirpIm] = [this.#chirp.re[bin]!, this.#chirp.im[bin]!]
      sound.re[bin] = re * chirpRe + im * chirpIm
      sound.im[bin] = im * chirpRe - re * chirpIm
    }
    // Without its negative frequencies a wave has a size at every moment.
    sound.re.fill(0, half)
    sound.im.fill(0, half)
    transformBack(sound)
    return sound.re.subarray(0, this.#frames).map((re, frame) => Math.hypot(re, sound.im[frame]!))
  }

  /** The frame, with a fraction, at which the whistle begins; null when it is not there. `other`: of the other whistle. */
  find(strengths: Strengths, other: Strengths): number | null {
    const own = this.#withoutMistaken(strengths, other)
    const strongest = strongestOf(own)
    if (own[strongest]! < CLEAR * median(strengths)) return null
    return summit(own, this.#straight(own, strongest))
  }

  #withoutMistaken(strengths: Strengths, other: Strengths): Strengths {
    const loudest = strongestOf(other)
    const reachFrames = ((CHIRP_MS + ECHO_MS) / 1_000) * this.#rate
    return strengths.map((strength, frame) => {
      // The other one comes round again, so it may also have begun before this recording.
      const apart = Math.abs(frame - loudest)
      const isNear = Math.min(apart, this.#frames - apart) < reachFrames
      return isNear && strength < MISTAKEN_SHARE * other[loudest]! ? 0 : strength
    })
  }

  /** The first summit that is strong, up to the strongest: what comes after it went round by the walls. */
  #straight(strengths: Strengths, strongest: number): number {
    const least = STRAIGHT_SHARE * strengths[strongest]!
    let frame = Math.max(0, strongest - Math.round((ECHO_MS / 1_000) * this.#rate))
    while (strengths[frame]! < least) frame++
    while (frame < strongest && strengths[frame + 1]! > strengths[frame]!) frame++
    return frame
  }
}

function strongestOf(strengths: Strengths): number {
  return strengths.reduce((best, strength, frame) => (strength > strengths[best]! ? frame : best), 0)
}

/** Where the parabola through a summit and its neighbours is highest. */
function summit(strengths: Strengths, frame: number): number {
  const [before, at, after] = [strengths[frame - 1], strengths[frame]!, strengths[frame + 1]]
  if (before === undefined || after === undefined) return frame
  const bend = before - 2 * at + after
  return bend < 0 ? frame + (before - after) / (2 * bend) : frame
}

function median(strengths: Strengths): number {
  return strengths.toSorted()[strengths.length >> 1]!
}

import type { Match, Matcher } from './matcher.ts'
import type { Recording } from './recording.ts'
import { SAMPLE_RATE } from './test-track.ts'

/**
 * One window of one channel. `heard`: where in the track it stands. `silent`: nothing sounds. `gap`: sound with a hole
 * in it. `unknown`: sound that is not the track, or two places of it at once.
 */
export type Window =
  | { kind: 'heard'; positionMs: number; likeness: number }
  | { kind: 'silent' }
  | { kind: 'gap' }
  | { kind: 'unknown' }

/** Windows of all channels at the same moments; moments and positions are those of the middle of a window. */
export type Hearing = {
  /** By the clock of all processes. */
  momentsMs: number[]
  /** By channel, then by moment. */
  windows: Window[][]
}

/** How finely is listened. A track that repeats itself needs longer windows to be told apart. */
export type Grain = {
  windowS: number
  everyS: number
  /** Whether the track itself is never silent, so that silence within a window is a gap. */
  neverSilent: boolean
}

/** Noise is told apart in a tenth of a second, and jumps are looked for within a quarter. */
export const NOISE_GRAIN: Grain = { windowS: 0.12, everyS: 0.125, neverSilent: true }
export const MUSIC_GRAIN: Grain = { windowS: 1, everyS: 0.25, neverSilent: false }

/** Sound is looked for where it would be had it gone on; then around there and where other browsers are; then anywhere. */
const GOES_ON_REACH = 0.02 * SAMPLE_RATE
const NEARBY_REACH = 0.3 * SAMPLE_RATE
/**
 * A window that was played faster or slower is like the track only for a while: its middle is tried, too. At a hundredth
 * more or less, this share of the usual window still is.
 */
const MIDDLE_SHARE = 1 / 3
/** A window that is matched less than this is taken for something else. */
const LEAST_LIKENESS = 0.5
/** A search of the whole track takes long, so lost sound is looked for only this often. */
const SEARCH_EVERY_S = 0.5
const SILENCE = 1e-4
/** Noise does not stay at zero for this long; a player that ran dry does. */
const GAP_SAMPLES = 0.001 * SAMPLE_RATE

/** Follows every channel of a recording through the track. */
export function hear(recording: Recording, matcher: Matcher, grain: Grain): Hearing {
  const length = Math.round(grain.windowS * SAMPLE_RATE)
  const every = Math.round(grain.everyS * SAMPLE_RATE)
  const ears = Array.from({ length: recording.channels }, () => new Ear(matcher, length, grain.neverSilent))
  const momentsMs: number[] = []
  for (let at = 0; at + length <= recording.length; at += every) {
    momentsMs.push(recording.momentAt(at + length / 2))
    const heardAhead = ears.flatMap((ear) => ear.ahead ?? [])
    for (const [channel, ear] of ears.entries())
      ear.listen(recording.read(channel, at, length), at, heardAhead)
  }
  return { momentsMs, windows: ears.map((ear) => ear.windows) }
}

/** What listens to one channel. */
class Ear {
  readonly windows: Window[] = []
  /** How far the track's index is ahead of the recording's, where something was heard last. */
  ahead: number | null = null
  #matcher: Matcher
  #length: number
  #neverSilent: boolean
  #searchFrom = 0

  constructor(matcher: Matcher, length: number, neverSilent: boolean) {
    this.#matcher = matcher
    this.#length = length
    this.#neverSilent = neverSilent
  }

  listen(samples: Float32Array, at: number, heardAhead: number[]): void {
    this.windows.push(this.#understand(samples, at, heardAhead))
  }

  #understand(samples: Float32Array, at: number, heardAhead: number[]): Window {
    const zeros = longestSilence(samples)
    if (zeros === this.#length) return { kind: 'silent' }
    if (this.#neverSilent && zeros >= GAP_SAMPLES) return { kind: 'gap' }
    const match = this.#find(samples, at, heardAhead)
    if (!match) return { kind: 'unknown' }
    this.ahead = match.trackIndex - at
    const middle = match.trackIndex + this.#length / 2
    return { kind: 'heard', positionMs: (middle / SAMPLE_RATE) * 1_000, likeness: match.likeness }
  }

  #find(samples: Float32Array, at: number, heardAhead: number[]): Match | null {
    const places: [ahead: number, reach: number][] = heardAhead.map((ahead) => [ahead, NEARBY_REACH])
    if (this.ahead !== null) places.unshift([this.ahead, GOES_ON_REACH])
    for (const [ahead, reach] of places) {
      const match = this.#near(samples, at + ahead, reach)
      if (match) return match
    }
    if (at < this.#searchFrom) return null
    const match = this.#matcher.anywhere(samples)
    if (match.likeness >= LEAST_LIKENESS) return match
    this.#searchFrom = at + SEARCH_EVERY_S * SAMPLE_RATE
    return null
  }

  #near(samples: Float32Array, trackIndex: number, reach: number): Match | null {
    const whole = this.#matcher.near(samples, trackIndex, reach)
    if (whole.likeness >= LEAST_LIKENESS) return whole
    const skipped = Math.round((this.#length * (1 - MIDDLE_SHARE)) / 2)
    const middle = samples.subarray(skipped, this.#length - skipped)
    const match = this.#matcher.near(middle, trackIndex + skipped, reach)
    if (match.likeness < LEAST_LIKENESS) return null
    return { ...match, trackIndex: match.trackIndex - skipped }
  }
}

function longestSilence(samples: Float32Array): number {
  let longest = 0
  let current = 0
  for (const sample of samples) {
    current = Math.abs(sample) < SILENCE ? current + 1 : 0
    longest = Math.max(longest, current)
  }
  return longest
}

import { median, percentile, sum } from '../../support/statistics.ts'
import type { Piece } from '../repertoire.ts'
import { hear, type Hearing } from '../sound/hearing.ts'
import type { Happening } from '../stage/evening.ts'
import type { Played } from '../stage/session.ts'
import { believedInstants } from './beliefs.ts'
import { allSoundAfterMs, togetherAfterMs } from './coming-together.ts'
import { countJumps } from './jumps.ts'
import { soundAheadMs } from './lip-sync.ts'
import { instantsOf, skewsOf, spreadsOf, type Instant } from './spread.ts'

export type Percentiles = { p50: number; p95: number; max: number }

export type Togetherness = { spread: Percentiles; skews: Percentiles[] }

/** What one room of browsers came to. Times in ms; null where it did not happen, or was not asked for. */
export type Result = {
  /** Null where they were never heard all at once. */
  heard: Togetherness | null
  /** The same by the media elements' `currentTime`. */
  byCurrentTime: Togetherness | null
  /** The same by what the players tell the server. */
  byOwnWord: Togetherness | null
  /** By how much each browser was ahead of the first one, half of the time. */
  medianSkewsMs: number[]
  /** From "press play" to the last browser's first sound. */
  allSoundMs: (number | null)[]
  /** Until the room is within 25 and within 10 ms; after a late join from the moment that its sound starts. */
  together: Record<
    'play' | 'seek' | 'late join',
    { within25Ms: (number | null)[]; within10Ms: (number | null)[] }
  >
  /** Of all browsers, in the steady state. */
  jumps: number
  rateChangesPerMinute: number
  seeksPerMinute: number
  /** Windows in the steady state, and those that could not be used. */
  windows: { all: number; gaps: number; unknown: number }
  /** How far the sound was ahead of the picture, over all browsers; null where there was no picture. */
  soundAhead: { least: number; median: number; most: number } | null
}

export function resultOf(played: Played, piece: Piece): Result {
  const { recording, happenings, accounts } = played
  const hearing = hear(recording, piece.matcher, piece.grain)
  const steady = happenings.find(({ what }) => what === 'steady')!
  const instants = instantsOf(hearing, steady.fromMs, steady.toMs)
  const minutes = ((steady.toMs - steady.fromMs) / 60_000) * accounts.length
  return {
    heard: togethernessOf(instants),
    byCurrentTime: togethernessOf(believedInstants(accounts, 'byCurrentTime')),
    byOwnWord: togethernessOf(believedInstants(accounts, 'byOwnWord')),
    medianSkewsMs: accounts.map((_, channel) => median(skewsOf(instants, 0, channel))),
    allSoundMs: happenings
      .filter(({ what }) => what === 'play')
      .map((happening) => allSoundAfterMs(recording, happening)),
    together: {
      play: together(played, hearing, 'play'),
      seek: together(played, hearing, 'seek'),
      'late join': together(played, hearing, 'late join'),
    },
    jumps: sum(accounts.map((_, channel) => countJumps(instants, channel))),
    rateChangesPerMinute: sum(accounts.map(({ rateChanges }) => rateChanges)) / minutes,
    seeksPerMinute: sum(accounts.map(({ seeks }) => seeks)) / minutes,
    windows: countWindows(hearing, steady),
    soundAhead: soundAheadOf(
      accounts.flatMap(({ frames }, channel) => soundAheadMs(instants, channel, frames)),
    ),
  }
}

/** Null where the browsers never said anything, or were never heard all at once. */
function togethernessOf(instants: Instant[]): Togetherness | null {
  const spreads = spreadsOf(instants)
  if (spreads.length === 0) return null
  const channels = instants[0]?.offsetsMs.map((_, channel) => channel) ?? []
  const pairs = channels.flatMap((one) => channels.slice(one + 1).map((other) => [one, other] as const))
  return {
    spread: percentilesOf(spreads),
    skews: pairs.map(([one, other]) => percentilesOf(skewsOf(instants, one, other).map(Math.abs))),
  }
}

function percentilesOf(values: number[]): Percentiles {
  return { p50: median(values), p95: percentile(values, 0.95), max: Math.max(...values) }
}

function soundAheadOf(aheadMs: number[]): Result['soundAhead'] {
  if (aheadMs.length === 0) return null
  return { least: Math.min(...aheadMs), median: median(aheadMs), most: Math.max(...aheadMs) }
}

function together({ happenings, recording }: Played, hearing: Hearing, what: keyof Result['together']) {
  const rests = happenings
    .filter((happening) => happening.what === what)
    .map((happening) => ({
      instants: instantsOf(hearing, happening.fromMs, happening.toMs),
      fromMs: what === 'late join' ? lastSoundMs(recording, happening) : happening.fromMs,
    }))
  const within = (boundMs: number) =>
    rests.map(({ instants, fromMs }) => togetherAfterMs(instants, fromMs, boundMs))
  return { within25Ms: within(25), within10Ms: within(10) }
}

/** The one who comes in late plays into the last channel. */
function lastSoundMs(recording: Played['recording'], { fromMs, toMs }: Happening): number {
  return recording.firstSoundMs(recording.channels - 1, fromMs, toMs) ?? toMs
}

function countWindows({ momentsMs, windows }: Hearing, { fromMs, toMs }: Happening): Result['windows'] {
  const steady = windows.flatMap((channel) =>
    channel.filter((_, index) => momentsMs[index]! >= fromMs && momentsMs[index]! <= toMs),
  )
  const count = (kinds: string[]) => steady.filter(({ kind }) => kinds.includes(kind)).length
  return { all: steady.length, gaps: count(['gap', 'silent']), unknown: count(['unknown']) }
}

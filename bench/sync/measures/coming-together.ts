import type { Recording } from '../sound/recording.ts'
import type { Happening } from '../stage/evening.ts'
import { spreadAt, type Instant } from './spread.ts'

/** A room that is together for this long has come together; a shorter time may be chance. */
const LASTING_MS = 1_000
/** No sound comes sooner after a press: what is heard then has not stopped. */
const SILENT_BEFORE_MS = 5

/** How long after `fromMs` the room's spread is within `boundMs` to stay; null when it did not come to that. */
export function togetherAfterMs(instants: Instant[], fromMs: number, boundMs: number): number | null {
  const later = instants.filter(({ atMs }) => atMs >= fromMs)
  for (const [index, { atMs }] of later.entries()) {
    const meanwhile = later.slice(index).filter((instant) => instant.atMs <= atMs + LASTING_MS)
    const lasts = later.at(-1)!.atMs >= atMs + LASTING_MS
    if (lasts && meanwhile.every((instant) => isWithin(instant, boundMs))) return Math.max(0, atMs - fromMs)
  }
  return null
}

/** How long after a press of play the last browser is heard; null when one of them was not, or had sounded before. */
export function allSoundAfterMs(recording: Recording, { fromMs, toMs }: Happening): number | null {
  const firstMs = Array.from({ length: recording.channels }, (_, channel) =>
    recording.firstSoundMs(channel, fromMs, toMs),
  )
  const isUnclear = firstMs.some((atMs) => atMs === null || atMs < fromMs + SILENT_BEFORE_MS)
  if (isUnclear) return null
  return Math.max(...(firstMs as number[])) - fromMs
}

function isWithin(instant: Instant, boundMs: number): boolean {
  const spreadMs = spreadAt(instant)
  return spreadMs !== null && spreadMs <= boundMs
}

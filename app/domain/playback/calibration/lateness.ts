import { median } from '../median'

/** Both devices whistle every two seconds, a second after each other. */
export const ROUND_MS = 2_000
/** So many rounds are listened to, and fewer than that many of them are no use. */
export const ROUNDS = 7
const FEWEST_ROUNDS = 4
/** Rounds that usually differ by more than this do not speak of the same thing. */
const MOST_SPREAD_MS = 1.5

/** No sound card is off by more than 500 parts per million: what seems so is a gap in the recording. */
const MOST_DRIFT_MS = 1

/** When in a round, from 0 to 2,000 ms, each device's whistle began; null when it was not heard. */
export type Round = { referenceMs: number | null; selfMs: number | null }
/** `lateMs`: how much later than the reference this device sounds; `spreadMs`: by how much the rounds usually differ. */
export type Lateness = { lateMs: number; spreadMs: number; rounds: number }
/** Why nothing can be said: nobody heard the one, or the other, or each round says something else. */
export type Unheard = 'reference' | 'self' | 'unsteady'

/** What the rounds say together. Some may have been spoilt by a noise. */
export function lateness(rounds: Round[]): Lateness | Unheard {
  const references = rounds.flatMap(({ referenceMs }) => referenceMs ?? [])
  if (references.length < FEWEST_ROUNDS) return 'reference'
  // The microphone's clock is not the room's: a round of two seconds is a little longer or shorter by it.
  const driftMs = median(references.slice(1).map((atMs, index) => wrap(atMs - references[index]!)))
  const rate = Math.abs(driftMs) < MOST_DRIFT_MS ? 1 + driftMs / ROUND_MS : 1
  const lates = rounds.flatMap(({ referenceMs, selfMs }) =>
    referenceMs === null || selfMs === null ? [] : wrap((selfMs - referenceMs) / rate - ROUND_MS / 2),
  )
  if (lates.length < FEWEST_ROUNDS) return 'self'
  const lateMs = median(lates)
  const spreadMs = median(lates.map((late) => Math.abs(late - lateMs)))
  return spreadMs > MOST_SPREAD_MS ? 'unsteady' : { lateMs, spreadMs, rounds: lates.length }
}

/** The same place in a round, as the nearest to 0. */
function wrap(ms: number): number {
  return ms - ROUND_MS * Math.round(ms / ROUND_MS)
}

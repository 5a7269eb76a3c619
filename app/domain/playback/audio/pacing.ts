/** Up to here the sound is bent by at most 0.05 %, less than a hundredth of a semitone: nobody can hear it. */
const SMALL_ERROR_MS = 3
const SMALL_BEND = 0.0005
/** Beyond, by up to 0.3 %, a twentieth of a semitone, until it is small again. */
const MOST_BEND = 0.003
/** An error is worked off over about this long. */
const CORRECT_WITHIN_MS = 2_500
/** Further off than this a short crossfade to the right place is the lesser evil. */
const JUMP_BEYOND_MS = 25
/**
 * Right after a start the clocks are still being learned, and the ear has not yet settled in the song; nor has it in one
 * that broke off a moment ago, which an echo of seconds would only make worse.
 */
const FRESH_MS = 2_500
const FRESH_JUMP_BEYOND_MS = 7

/** By how much to play faster (positive) so that an error, positive being ahead, goes away. */
export function bendFor(errorMs: number): number {
  const most = Math.abs(errorMs) <= SMALL_ERROR_MS ? SMALL_BEND : MOST_BEND
  return Math.min(most, Math.max(-most, -errorMs / CORRECT_WITHIN_MS))
}

/** Whether an error is to be jumped over rather than worked off. `wholeForMs`: since its start, or since it last broke off. */
export function mustJump(errorMs: number, wholeForMs: number): boolean {
  return Math.abs(errorMs) > (wholeForMs < FRESH_MS ? FRESH_JUMP_BEYOND_MS : JUMP_BEYOND_MS)
}

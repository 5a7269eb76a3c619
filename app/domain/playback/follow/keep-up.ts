import { addReading, believedMs, hasStood, isSurprised } from './belief'
import { bendTowards, endWhenDone } from './bend'
import { doubt, LOOK_SOON_MS, step, type Following, type Manners, type Reading, type Step } from './following'
import { learnMove } from './habits'

/** From the sound of a start or a seek until `currentTime` can be believed: 50 ms as measured, and some. */
export const SETTLE_MS = 80
/** Two seeks closer together than this sound like a broken record. */
const SEEK_AGAIN_AFTER_MS = 1_500
const ELSEWHERE_MS = 2_500
/** Just after a hole in the sound, one more does less harm than bending for many seconds. */
const START_ANEW_BEYOND_MS = 60
/** From here on the sound may be heard, however far off it still is. */
const HUSHED_AT_MOST_MS = 1_200
const HEARD_WITHIN_MS = 4

export function keepUp(following: Following, reading: Reading, manners: Manners): Step {
  const { nowMs } = reading
  if (reading.seeking || !reading.ready) return waitThere(following, reading)
  if (nowMs < following.believeFromMs) return goOnBlindly(following, reading)

  const rawMs = reading.actualMs - reading.targetMs
  if (hasStood(following.belief, nowMs, rawMs)) return waitForSound(following, nowMs)

  const mayJump = nowMs - following.seekedAtMs >= SEEK_AGAIN_AFTER_MS
  // No reading is that wrong: the room was told to be elsewhere.
  if (Math.abs(rawMs) > ELSEWHERE_MS && mayJump) return jump(learnLanding(following, rawMs), reading)

  const belief = addReading(following.belief, nowMs, rawMs, following.bending?.bend ?? 0)
  const errorMs = believedMs(belief)
  if (errorMs === null) return goOnBlindly({ ...following, belief }, reading)

  const seen = learnLanding({ ...following, belief, errorMs }, errorMs)
  const beyondMs = following.aligned ? manners.seekBeyondMs : START_ANEW_BEYOND_MS
  if (Math.abs(errorMs) > beyondMs && mayJump) return jump(seen, reading)

  const next = bendTowards(hearAgain(seen, nowMs, errorMs), reading, manners)
  return isSurprised(belief) ? { ...next, againInMs: LOOK_SOON_MS } : next
}

/** Too little was read yet to say where it is; a bend in being ends when it should have done its work. */
function goOnBlindly(following: Following, reading: Reading): Step {
  const heard = hearAgain(following, reading.nowMs, null)
  return endWhenDone(heard, reading) ?? step(heard, { type: 'none' }, LOOK_SOON_MS)
}

/** It ran dry, or is on its way: where it comes out is put right quietly. */
function waitThere(following: Following, reading: Reading): Step {
  const { nowMs, seeking, canHush } = reading
  const waiting = doubt(following, nowMs + following.habits.startCostMs + SETTLE_MS)
  const ranDry = !seeking && following.move === null
  const isHushed = following.hushedSinceMs !== null || (ranDry && canHush)
  const next = { ...waiting, aligned: false, hushedSinceMs: isHushed ? nowMs : null }
  // What a start costs says nothing where it had to be loaded first.
  return step(seeking ? next : { ...next, move: null }, { type: 'none' }, LOOK_SOON_MS)
}

function waitForSound(following: Following, nowMs: number): Step {
  const hushedSinceMs = following.hushedSinceMs === null ? null : nowMs
  return step({ ...doubt(following, nowMs + SETTLE_MS), hushedSinceMs }, { type: 'none' }, LOOK_SOON_MS)
}

function learnLanding(following: Following, landedMs: number): Following {
  const { move, habits } = following
  return move ? { ...following, habits: learnMove(habits, move, landedMs), move: null } : following
}

/** Ahead of the room by what a seek has cost so far. */
function jump(following: Following, reading: Reading): Step {
  const { nowMs, rate, targetMs } = reading
  const { seekCostMs } = following.habits
  const toMs = Math.max(0, targetMs + seekCostMs * rate)
  const next: Following = {
    ...doubt(following, nowMs + seekCostMs + SETTLE_MS),
    aligned: false,
    bending: null,
    hushedSinceMs: reading.canHush ? nowMs : null,
    seekedAtMs: nowMs,
    move: 'seek',
  }
  return step(next, { type: 'seek', toMs, rate }, LOOK_SOON_MS)
}

function hearAgain(following: Following, nowMs: number, errorMs: number | null): Following {
  const { hushedSinceMs } = following
  if (hushedSinceMs === null) return following
  const isRight = errorMs !== null && Math.abs(errorMs) <= HEARD_WITHIN_MS
  const isLong = nowMs - hushedSinceMs > HUSHED_AT_MOST_MS
  return isRight || isLong ? { ...following, hushedSinceMs: null } : following
}

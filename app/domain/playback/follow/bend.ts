import { lastReadMs, noiseMs } from './belief'
import {
  doubt,
  LOOK_SOON_MS,
  READ_EVERY_MS,
  step,
  type Action,
  type Bending,
  type Following,
  type Manners,
  type Reading,
  type Step,
} from './following'
import { learnBend, learnCoarseRate } from './habits'

/** Inside this nothing is done. */
const DEAD_ZONE_MS = 5
/** What was begun goes on until here. */
const GOOD_ENOUGH_MS = 1
/** After a start, only from here on is it left alone. */
const ALIGNED_WITHIN_MS = 2
const FAR_MS = 40
/** Letting go of the stretcher may cost 30 ms, which is not to be far again. */
const NO_LONGER_FAR_MS = 5
/**
 * How much near sound is bent at most, and how long an error may take to go: a sixth of a semitone for a moment after a
 * start, a twelfth ever after. What nobody hears may go faster.
 */
const HUSHED = { most: 0.12, withinMs: 200 }
const FIRST = { most: 0.01, withinMs: 800 }
const LATER = { most: 0.005, withinMs: 2_000 }
/** Each change of rate may be a little seam in the sound: a bend is given up only for one this much greater. */
const WORTH_CHANGING = 2.5
/** What a new rate does is heard, and read, only after what was already on its way to the loudspeaker. */
const OUTPUT_LAG_MS = 50
const BEND_SETTLE_MS = 100
/** Clumsy rates are found out after this much should have been made good. */
const EFFORT_MS = 8
const FELT_SHARE = 0.3
/**
 * Errors no larger than these multiples of what bending costs, and of the noise of readings, are left alone. So Firefox
 * is hardly ever bent, which jumps 25 ms ahead each time its rate returns to 1 and does not say so.
 */
const COST_SHARE = 1.5
const NOISE_SHARE = 4

/** Takes the error away by playing a little faster or slower. */
export function bendTowards(following: Following, reading: Reading, manners: Manners): Step {
  const { bending } = following
  return bending ? bendOn(following, bending, reading, manners) : rest(following, reading, manners)
}

/** Without a reading to go by, a bend ends when it should have done its work; null while it should not have. */
export function endWhenDone(following: Following, reading: Reading): Step | null {
  const { bending } = following
  if (!bending) return null
  const leftMs = bending.fromErrorMs + bending.bend * (reading.nowMs - bending.sinceMs)
  const isDone = leftMs * bending.bend >= 0 || isTooMuch(following, bending)
  return isDone ? endBend({ ...following, errorMs: leftMs }, reading) : null
}

/** What was begun quietly is not for ears. */
function isTooMuch({ hushedSinceMs, habits }: Following, { bend, keepsPitch }: Bending): boolean {
  return hushedSinceMs === null && !keepsPitch && Math.abs(bend) > Math.max(FIRST.most, habits.leastBend)
}

function rest(following: Following, reading: Reading, manners: Manners): Step {
  const sizeMs = Math.abs(following.errorMs!)
  const rested = { ...following, aligned: following.aligned || sizeMs <= ALIGNED_WITHIN_MS }
  if (sizeMs > zoneMs(rested)) return setBend(rested, reading, bendFor(rested, manners))
  return step(rested, { type: 'none' }, rested.aligned ? READ_EVERY_MS : LOOK_SOON_MS)
}

function bendOn(following: Following, bending: Bending, reading: Reading, manners: Manners): Step {
  const learned = learnEffect(following, bending, reading.nowMs)
  // What was bent already but is still on its way to the loudspeaker counts as done.
  const leftMs = following.errorMs! + bending.bend * OUTPUT_LAG_MS
  if (leftMs * bending.bend >= 0 || Math.abs(leftMs) <= GOOD_ENOUGH_MS) return endBend(learned, reading)

  const wanted = bendFor(learned, manners)
  const isEnough = wanted.bend / bending.bend < WORTH_CHANGING
  const isFelt = Math.abs(bending.bend) >= learned.habits.leastBend
  const isSuited = wanted.keepsPitch === bending.keepsPitch && !isTooMuch(learned, bending)
  const isLikeIt = isSuited && isEnough && isFelt
  if (!isLikeIt) return setBend(learned, reading, wanted)
  return step(learned, { type: 'none' }, Math.abs(leftMs / bending.bend))
}

/** What beginning a bend cost, and then whether it does anything at all. */
function learnEffect(following: Following, bending: Bending, nowMs: number): Following {
  const { habits } = following
  const errorMs = lastReadMs(following.belief)
  const measuredAnew = { ...bending, sinceMs: nowMs, fromErrorMs: errorMs, costSeen: true }
  if (!bending.costSeen) {
    const heardForMs = Math.max(0, nowMs - bending.sinceMs - OUTPUT_LAG_MS)
    const lostMs = bending.fromErrorMs + bending.bend * heardForMs - errorMs
    return {
      ...following,
      bending: measuredAnew,
      habits: bending.keepsPitch ? habits : learnBend(habits, lostMs),
    }
  }
  const bentMs = bending.bend * (nowMs - bending.sinceMs)
  if (Math.abs(bentMs) < EFFORT_MS) return following
  const isFelt = (errorMs - bending.fromErrorMs) / bentMs >= FELT_SHARE
  return {
    ...following,
    bending: measuredAnew,
    habits: isFelt ? habits : learnCoarseRate(habits, bending.bend),
  }
}

/** Where a browser's rates are clumsy or its readings coarse, little errors are left alone. */
function zoneMs({ aligned, habits, belief }: Following): number {
  const leastMs = aligned ? DEAD_ZONE_MS : ALIGNED_WITHIN_MS
  return Math.max(leastMs, habits.bendCostMs * COST_SHARE, noiseMs(belief) * NOISE_SHARE)
}

type Wanted = Pick<Bending, 'bend' | 'keepsPitch'>

function bendFor(following: Following, manners: Manners): Wanted {
  const { habits, hushedSinceMs, aligned, bending } = following
  const sizeMs = Math.abs(following.errorMs!)
  const towards = -Math.sign(following.errorMs!)
  const isHushed = hushedSinceMs !== null
  const isFar = sizeMs > (bending?.keepsPitch ? NO_LONGER_FAR_MS : FAR_MS)
  if (isFar && !isHushed) {
    const { bend, keepsPitch } = manners.far
    return { bend: towards * Math.max(bend, habits.leastBend), keepsPitch }
  }
  const { most, withinMs } = isHushed ? HUSHED : aligned ? LATER : FIRST
  const size = Math.max(habits.leastBend, Math.min(most, sizeMs / withinMs))
  return { bend: towards * size, keepsPitch: false }
}

function setBend(following: Following, reading: Reading, { bend, keepsPitch }: Wanted): Step {
  const { nowMs } = reading
  const errorMs = following.errorMs!
  const costSeen = following.bending !== null
  const bending: Bending = { bend, keepsPitch, sinceMs: nowMs, fromErrorMs: errorMs, costSeen }
  const next = { ...doubt(following, nowMs + BEND_SETTLE_MS), errorMs, bending }
  return step(next, rateOf(reading, bend, keepsPitch), LOOK_SOON_MS)
}

function endBend(following: Following, reading: Reading): Step {
  const { errorMs } = following
  const next = { ...doubt(following, reading.nowMs + BEND_SETTLE_MS), errorMs, bending: null, aligned: true }
  return step(next, rateOf(reading, 0, false), LOOK_SOON_MS)
}

/** A room that itself plays faster or slower keeps its pitch. */
function rateOf({ rate }: Reading, bend: number, keepsPitch: boolean): Action {
  return { type: 'rate', rate: rate * (1 + bend), keepsPitch: keepsPitch || rate !== 1 }
}

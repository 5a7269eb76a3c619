import { doubt, LOOK_SOON_MS, step, type Cue, type Following, type Reading, type Step } from './following'
import { learnCue } from './habits'
import { SETTLE_MS } from './keep-up'

/** While something loads, the spot is chosen anew when the room has moved this far past it. */
const LOADING_SLACK_MS = 3_000
/** How far from its moment a start may be to be called on time: half the steps in which starts come anyway. */
const START_WITHIN_MS = 12
/** How many cues are missed before it starts late and catches up. */
const MOST_MISSES = 2
/** Where a player that does not move may stand without being moved. */
const STANDS_WITHIN_MS = 15
/** Who comes to a room that has been moving for longer than this may be let in quietly. */
const LATE_AFTER_MS = 1_500

export function standStill(following: Following, reading: Reading): Step {
  const still = {
    ...doubt(following, reading.nowMs),
    aligned: false,
    hushedSinceMs: null,
    bending: null,
    move: null,
    cue: null,
  }
  if (!reading.paused) return step(still, { type: 'stop' }, LOOK_SOON_MS)
  if (reading.seeking || Math.abs(reading.actualMs - reading.targetMs) <= STANDS_WITHIN_MS) return step(still)
  return step(still, { type: 'seek', toMs: reading.targetMs, rate: reading.rate })
}

/**
 * A start goes to a spot a little ahead of the room, waits there until it is loaded and the room comes by, and goes.
 * So the first sound is in time, whatever loading took.
 */
export function beginOnTime(following: Following, reading: Reading): Step {
  const { nowMs, rate } = reading
  const aheadMs = (reading.actualMs - reading.targetMs) / rate + reading.startsInMs
  const dueInMs = aheadMs - following.habits.startCostMs
  const cue = following.cue ?? { soughtAtMs: null, misses: 0 }

  if (reading.seeking) return step({ ...following, cue }, { type: 'none' }, LOOK_SOON_MS)
  const tooEarly = dueInMs > latestDueMs(following, reading, cue)
  if (!reading.ready) return awaitLoading(following, reading, cue, tooEarly || dueInMs < -LOADING_SLACK_MS)
  if (cue.soughtAtMs !== null) {
    const habits = learnCue(following.habits, nowMs - cue.soughtAtMs)
    return beginOnTime({ ...following, habits, cue: { ...cue, soughtAtMs: null } }, reading)
  }
  if (dueInMs > 1 && !tooEarly) return step({ ...following, cue }, { type: 'none' }, dueInMs)
  if (Math.abs(dueInMs) <= START_WITHIN_MS || (cue.misses >= MOST_MISSES && !tooEarly)) {
    return begin(following, reading)
  }
  return goToCue(following, reading, { ...cue, misses: cue.misses + 1 })
}

/** How long the wait may be on the right spot: with more to wait, it stands where the room was before. */
function latestDueMs({ habits }: Following, { startsInMs }: Reading, cue: Cue): number {
  if (startsInMs === 0) return LOADING_SLACK_MS
  return startsInMs + habits.cueCostMs * (1 + cue.misses) + STANDS_WITHIN_MS
}

function awaitLoading(following: Following, reading: Reading, cue: Cue, isLost: boolean): Step {
  if (isLost) return goToCue(following, reading, cue)
  return step({ ...following, cue: { ...cue, soughtAtMs: null } }, { type: 'none' }, LOOK_SOON_MS)
}

function begin(following: Following, reading: Reading): Step {
  const { nowMs } = reading
  const sounding = doubt(following, nowMs + following.habits.startCostMs + SETTLE_MS)
  const isLate = reading.movingForMs > LATE_AFTER_MS && reading.canHush
  const next: Following = {
    ...sounding,
    cue: null,
    bending: null,
    aligned: false,
    hushedSinceMs: isLate ? nowMs : null,
    move: 'start',
  }
  return step(next, { type: 'start', rate: reading.rate }, LOOK_SOON_MS)
}

/** Moves a player that does not play yet to where the room will be once the way there has been made. */
function goToCue(following: Following, reading: Reading, cue: Cue): Step {
  const { habits } = following
  const { nowMs, startsInMs, targetMs, rate } = reading
  const lateMs = habits.cueCostMs * (1 + cue.misses) + habits.startCostMs - startsInMs
  const toMs = Math.max(0, targetMs + Math.max(0, lateMs) * rate)
  const soughtAtMs = reading.ready ? nowMs : null
  const next = { ...following, cue: { ...cue, soughtAtMs }, seekedAtMs: nowMs }
  return step(next, { type: 'seek', toMs, rate }, LOOK_SOON_MS)
}

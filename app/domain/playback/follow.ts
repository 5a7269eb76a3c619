/** What is seen of a player at one moment. Positions are in the media, `nowMs` is any steady clock. */
export type Reading = {
  nowMs: number
  /** Where the room is. */
  targetMs: number
  /** Whether the room plays, and how fast. */
  playing: boolean
  rate: number
  /** How long until the room starts to move from `targetMs`; 0 when it does already. */
  startsInMs: number
  actualMs: number
  paused: boolean
  seeking: boolean
  /** Whether there is enough loaded to play on from here. */
  ready: boolean
}

/** What to do about it. `start` begins to play from where it stands. */
export type Action =
  | { type: 'none' }
  | { type: 'rate'; rate: number }
  | { type: 'seek'; toMs: number }
  | { type: 'start'; rate: number }
  | { type: 'stop' }

/** How far a kind of media may be bent, and how far off it must be before a seek is the lesser evil. */
export type Manners = { maxBend: number; seekBeyondMs: number }

export const MUSIC: Manners = { maxBend: 0.03, seekBeyondMs: 500 }
export const FILM: Manners = { maxBend: 0.05, seekBeyondMs: 1_000 }

/** What a browser has been seen to do: how late sound is after a start and after a seek, how long a cue takes. */
export type Habits = {
  startCostMs: number
  seekCostMs: number
  cueCostMs: number
  /** What is lost when bending begins: Chromium drops some 17 ms as it takes up stretching the sound. */
  bendCostMs: number
  /** The smallest change of rate that has an effect; some browsers round, or ignore small ones. */
  leastBend: number
}

export const FIRST_HABITS: Habits = {
  startCostMs: 45,
  seekCostMs: 60,
  cueCostMs: 80,
  bendCostMs: 0,
  leastBend: 0.0025,
}

/** Where a player stands between two readings. */
export type Following = {
  habits: Habits
  /** The error as it is believed to be, readings being noisy: positive is ahead of the room. */
  errorMs: number | null
  /** By how much the rate is bent at present. */
  bend: number
  /** The error when bending began, until what that cost has been seen. */
  bentFromMs: number | null
  readAtMs: number
  /** The last move that made a hole in the sound, and whether its cost has been learned. */
  move: { kind: 'start' | 'seek'; atMs: number } | null
  seekedAtMs: number
  /** A spot ahead of the room where a start waits for its moment. */
  cue: Cue | null
  /** What bending should have brought since a while ago, and the error it began with. */
  effort: { fromErrorMs: number; expectedMs: number } | null
}

type Cue = { soughtAtMs: number | null; misses: number }

export type Step = { following: Following; action: Action; againInMs: number }

/** Often enough to see an error before it can be heard, seldom enough to cost a phone nothing. */
export const READ_EVERY_MS = 250
const LOOK_SOON_MS = 30
/** Inside this nothing is done; once something is, it goes on until the error is well inside. */
const DEAD_ZONE_MS = 10
const GOOD_ENOUGH_MS = 4
/** Up to here the rate bends by at most 1 %, which nobody hears. */
const SMALL_ERROR_MS = 20
const SMALL_BEND = 0.01
/** Each change of rate is a little seam in the sound: a smaller one is not worth it. */
const NEW_BEND = 0.0045
/** An error is to be gone after about this long. */
const CORRECT_WITHIN_MS = 1_500
/** Two seeks closer together than this sound like a broken record. */
const SEEK_AGAIN_AFTER_MS = 1_500
/** `currentTime` is not to be believed right after a start or a seek. */
const SETTLE_MS = 350
/** How much of one reading is believed. */
const READING_GAIN = 0.4
/** A reading this far from what was expected is no noise: something happened. */
const SURPRISE_MS = 40
/** How far from its moment a start may be to be called on time. */
const START_WITHIN_MS = 12
/** How many cues are missed before it starts late and catches up. */
const MOST_MISSES = 2
/** While something loads, the spot is chosen anew when the room has moved this far past it. */
const LOADING_SLACK_MS = 3_000
/** Where a paused room's player may stand without being moved. */
const STANDS_WITHIN_MS = 15
/** Clumsy rates are found out after this much should have been made good. */
const EFFORT_MS = 20
const FELT_SHARE = 0.3
/** More than this is the network, not the browser. */
const MOST_COST_MS = { start: 250, seek: 2_000, bend: 40 }

export function startFollowing(habits: Habits = FIRST_HABITS): Following {
  return {
    habits,
    errorMs: null,
    bend: 0,
    bentFromMs: null,
    readAtMs: 0,
    move: null,
    seekedAtMs: -Infinity,
    cue: null,
    effort: null,
  }
}

/** The room was told to be elsewhere: what was true of the old place says nothing, and a seek need not wait. */
export function takeUp(following: Following): Following {
  return { ...startFollowing(following.habits), bend: following.bend }
}

/** A start that cannot wait, being within a gesture: from where the room will be once it sounds. */
export function startAtOnce(following: Following, targetMs: number, nowMs: number) {
  const move = { kind: 'seek', atMs: nowMs } as const
  const afresh: Following = { ...startFollowing(following.habits), seekedAtMs: nowMs, move }
  return { following: afresh, toMs: targetMs + following.habits.seekCostMs }
}

/** The next thing to do for a player that is to be where the room is. */
export function follow(following: Following, reading: Reading, manners: Manners): Step {
  if (!reading.playing) return standStill(following, reading)
  if (reading.paused) return beginOnTime(following, reading)
  if (reading.startsInMs > following.habits.startCostMs + READ_EVERY_MS) return standStill(following, reading)
  return keepUp(following, reading, manners)
}

function standStill(following: Following, reading: Reading): Step {
  const still = { ...following, errorMs: null, move: null, cue: null, effort: null }
  if (!reading.paused) return step(still, { type: 'stop' })
  if (reading.seeking || Math.abs(reading.actualMs - reading.targetMs) <= STANDS_WITHIN_MS) return step(still)
  return step(still, { type: 'seek', toMs: reading.targetMs })
}

/**
 * A start goes to a spot a little ahead of the room, waits there until it is loaded and the room comes by, and goes.
 * So the first sound is in time, whatever loading took.
 */
function beginOnTime(following: Following, reading: Reading): Step {
  const { habits } = following
  const { nowMs, rate } = reading
  const aheadMs = (reading.actualMs - reading.targetMs) / rate + reading.startsInMs
  const dueInMs = aheadMs - habits.startCostMs
  const cue = following.cue ?? { soughtAtMs: null, misses: 0 }

  if (reading.seeking) return step({ ...following, cue }, { type: 'none' }, LOOK_SOON_MS)
  if (!reading.ready) {
    const lost = dueInMs < -LOADING_SLACK_MS || (dueInMs > LOADING_SLACK_MS && reading.startsInMs === 0)
    return lost
      ? goToCue(following, reading, cue)
      : step({ ...following, cue: { ...cue, soughtAtMs: null } }, { type: 'none' }, LOOK_SOON_MS)
  }
  if (cue.soughtAtMs !== null) return beginOnTime(learnCueCost(following, cue, nowMs), reading)

  const tooEarly = dueInMs > LOADING_SLACK_MS && reading.startsInMs === 0
  if (dueInMs > 1 && !tooEarly) return step({ ...following, cue }, { type: 'none' }, dueInMs)
  if (Math.abs(dueInMs) <= START_WITHIN_MS || (cue.misses >= MOST_MISSES && !tooEarly)) {
    const move = { kind: 'start', atMs: nowMs } as const
    return step({ ...following, cue: null, errorMs: null, bend: 0, move }, { type: 'start', rate })
  }
  return goToCue(following, reading, { ...cue, misses: cue.misses + 1 })
}

function learnCueCost(following: Following, cue: Cue, nowMs: number): Following {
  const { habits } = following
  const tookMs = Math.min(MOST_COST_MS.seek, nowMs - cue.soughtAtMs!)
  const cueCostMs = habits.cueCostMs + (tookMs + LOOK_SOON_MS - habits.cueCostMs) / 2
  return { ...following, cue: { ...cue, soughtAtMs: null }, habits: { ...habits, cueCostMs } }
}

/** Moves a player that does not play yet to where the room will be once the way there has been made. */
function goToCue(following: Following, reading: Reading, cue: Cue): Step {
  const { habits } = following
  const { nowMs, startsInMs, targetMs, rate } = reading
  const lateMs = habits.cueCostMs * (1 + cue.misses) + habits.startCostMs - startsInMs
  const toMs = Math.max(0, targetMs + Math.max(0, lateMs) * rate)
  const soughtAtMs = reading.ready ? nowMs : null
  const next = { ...following, cue: { ...cue, soughtAtMs }, seekedAtMs: nowMs }
  return step(next, { type: 'seek', toMs }, LOOK_SOON_MS)
}

function keepUp(following: Following, reading: Reading, manners: Manners): Step {
  const { nowMs } = reading
  if (reading.seeking || !reading.ready) {
    const move = following.move && { ...following.move, atMs: nowMs }
    return step({ ...following, errorMs: null, effort: null, move })
  }
  const rawMs = reading.actualMs - reading.targetMs

  if (following.move && nowMs - following.move.atMs < SETTLE_MS) return step(following)
  if (Math.abs(rawMs) > manners.seekBeyondMs) return jump(following, reading)

  const learned = following.move ? learnCost(following, rawMs) : following
  const seen = believe(learned, reading, rawMs)
  return bendTowards(seen, reading, manners)
}

/** Ahead of the room by what a seek has cost so far; or, when the last was just now, nothing yet. */
function jump(following: Following, reading: Reading): Step {
  const { nowMs } = reading
  if (nowMs - following.seekedAtMs < SEEK_AGAIN_AFTER_MS) return step({ ...following, errorMs: null })
  // A seek that landed far off took longer than was thought (or the sound stood still after it).
  const learned = following.move ? learnCost(following, reading.actualMs - reading.targetMs) : following
  const toMs = Math.max(0, reading.targetMs + learned.habits.seekCostMs * reading.rate)
  const move = { kind: 'seek', atMs: nowMs } as const
  const next = { ...learned, errorMs: null, effort: null, seekedAtMs: nowMs, move }
  return step(next, { type: 'seek', toMs })
}

/** How far off the sound is after a move tells what the move really cost. */
function learnCost(following: Following, landedMs: number): Following {
  const { habits, move } = following
  const kind = move?.kind ?? 'seek'
  const key = `${kind}CostMs` as const
  const costMs = Math.min(MOST_COST_MS[kind], Math.max(0, habits[key] - landedMs / 2))
  return { ...following, habits: { ...habits, [key]: costMs }, move: null }
}

/** The error between what was expected and what was read. */
function believe(following: Following, reading: Reading, rawMs: number): Following {
  const sinceMs = reading.nowMs - following.readAtMs
  const madeGoodMs = following.bend * sinceMs
  const expectedMs = following.errorMs === null ? rawMs : following.errorMs + madeGoodMs
  const surprised = Math.abs(rawMs - expectedMs) > SURPRISE_MS
  const errorMs = surprised ? rawMs : expectedMs + READING_GAIN * (rawMs - expectedMs)
  const afresh = surprised || following.errorMs === null || !following.effort
  const effort = afresh
    ? null
    : { ...following.effort!, expectedMs: following.effort!.expectedMs + madeGoodMs }
  const seen = { ...following, errorMs, effort, readAtMs: reading.nowMs }
  return following.bentFromMs === null ? seen : learnBendCost(seen, following.bentFromMs, rawMs)
}

function learnBendCost(following: Following, bentFromMs: number, rawMs: number): Following {
  const { habits } = following
  const lostMs = Math.min(MOST_COST_MS.bend, Math.max(0, bentFromMs - rawMs))
  const bendCostMs = habits.bendCostMs + (lostMs - habits.bendCostMs) / 2
  return { ...following, bentFromMs: null, habits: { ...habits, bendCostMs } }
}

function bendTowards(following: Following, reading: Reading, manners: Manners): Step {
  const errorMs = following.errorMs!
  const sizeMs = Math.abs(errorMs)
  const overshot = following.bend * errorMs > 0
  const enoughMs = following.bend === 0 ? DEAD_ZONE_MS : GOOD_ENOUGH_MS
  if (sizeMs <= enoughMs || (overshot && sizeMs <= DEAD_ZONE_MS)) return setBend(following, reading, 0)

  const felt = overshot ? { ...following, effort: null } : feelEffect(following, manners)
  const most = sizeMs <= SMALL_ERROR_MS ? Math.max(SMALL_BEND, felt.habits.leastBend) : manners.maxBend
  // Ahead of the room, what bending costs is part of the cure.
  const costMs = errorMs > 0 && following.bend === 0 ? felt.habits.bendCostMs : 0
  const wanted = Math.min(Math.max(0, sizeMs - costMs) / CORRECT_WITHIN_MS, most)
  const least = felt.habits.leastBend
  const bend = Math.max(least, Math.round(wanted / least) * least)
  return setBend(felt, reading, -Math.sign(errorMs) * Math.min(bend, manners.maxBend))
}

/** Where bending brings far less than it should, the browser rounds rates: bend more. */
function feelEffect(following: Following, manners: Manners): Following {
  const errorMs = following.errorMs!
  const { effort, habits } = following
  if (!effort) return { ...following, effort: { fromErrorMs: errorMs, expectedMs: 0 } }
  if (Math.abs(effort.expectedMs) < EFFORT_MS) return following

  const doneShare = (errorMs - effort.fromErrorMs) / effort.expectedMs
  const leastBend =
    doneShare < FELT_SHARE ? Math.min(habits.leastBend * 2, manners.maxBend) : habits.leastBend
  return { ...following, habits: { ...habits, leastBend }, effort: { fromErrorMs: errorMs, expectedMs: 0 } }
}

function setBend(following: Following, reading: Reading, bend: number): Step {
  if (bend === following.bend) return step(following)
  const begins = following.bend === 0
  const ends = bend === 0
  const keepsOn = !begins && !ends && following.bend * bend > 0
  if (keepsOn && Math.abs(bend - following.bend) < NEW_BEND) return step(following)
  // What was believed until now no longer holds once bending begins or ends.
  const errorMs = begins || ends ? null : following.errorMs
  const bentFromMs = begins ? following.errorMs : null
  const action = { type: 'rate', rate: reading.rate * (1 + bend) } as const
  return step({ ...following, bend, errorMs, bentFromMs, effort: null }, action)
}

function step(following: Following, action: Action = { type: 'none' }, againInMs = READ_EVERY_MS): Step {
  return { following, action, againInMs: Math.min(againInMs, READ_EVERY_MS) }
}

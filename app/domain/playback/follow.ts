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
  /** The smallest change of rate that has an effect; some browsers round, or ignore small ones. */
  leastBend: number
}

export const FIRST_HABITS: Habits = { startCostMs: 20, seekCostMs: 60, cueCostMs: 80, leastBend: 0.0025 }

/** Where a player stands between two readings. */
export type Following = {
  habits: Habits
  /** The error as it is believed to be, readings being noisy: positive is ahead of the room. */
  errorMs: number | null
  /** By how much the rate is bent at present. */
  bend: number
  readAtMs: number
  /** The last move that made a hole in the sound, and whether its cost has been learned. */
  move: { kind: 'start' | 'seek'; atMs: number } | null
  seekedAtMs: number
  /** A spot ahead of the room where a start waits for its moment. */
  cue: { sinceMs: number; misses: number } | null
  /** What bending should have brought since a while ago, and the error it began with. */
  effort: { fromErrorMs: number; expectedMs: number } | null
}

export type Step = { following: Following; action: Action; againInMs: number }

/** Often enough to see an error before it can be heard, seldom enough to cost a phone nothing. */
export const READ_EVERY_MS = 250
/** Inside this nothing is done; once something is, it goes on until the error is a third of it. */
const DEAD_ZONE_MS = 10
const GOOD_ENOUGH_MS = 3
/** Up to here the rate bends by at most 1 %, which nobody hears. */
const SMALL_ERROR_MS = 40
const SMALL_BEND = 0.01
/** An error is to be gone after about this long. */
const CORRECT_WITHIN_MS = 2_500
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
const EFFORT_MS = 12
/** More than this is the network, not the browser. */
const MOST_COST_MS = { start: 250, seek: 2_000 }

export function startFollowing(habits: Habits = FIRST_HABITS): Following {
  return {
    habits,
    errorMs: null,
    bend: 0,
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
  const cue = following.cue ?? { sinceMs: nowMs, misses: 0 }

  if (reading.seeking) return step({ ...following, cue })
  if (!reading.ready) {
    const lost = dueInMs < -LOADING_SLACK_MS || (dueInMs > LOADING_SLACK_MS && reading.startsInMs === 0)
    return lost ? goToCue({ ...following, cue }, reading) : step({ ...following, cue })
  }
  const tooEarly = dueInMs > LOADING_SLACK_MS && reading.startsInMs === 0
  if (dueInMs > 1 && !tooEarly) return step({ ...following, cue }, { type: 'none' }, dueInMs)
  if (Math.abs(dueInMs) <= START_WITHIN_MS || (cue.misses >= MOST_MISSES && !tooEarly)) {
    const move = { kind: 'start', atMs: nowMs } as const
    return step({ ...following, cue: null, errorMs: null, bend: 0, move }, { type: 'start', rate })
  }
  return goToCue({ ...following, cue: { ...cue, misses: cue.misses + 1 } }, reading)
}

/** Moves a player that does not play yet to where the room will be once the way there has been made. */
function goToCue(following: Following, reading: Reading): Step {
  const { cue, habits } = following
  const missed = (cue?.misses ?? 0) > 1
  const cueCostMs = missed ? Math.min(habits.cueCostMs * 2, MOST_COST_MS.seek) : habits.cueCostMs
  const leadMs = reading.startsInMs > cueCostMs ? 0 : cueCostMs + habits.startCostMs - reading.startsInMs
  const toMs = Math.max(0, reading.targetMs + leadMs * reading.rate)
  const next = { ...following, habits: { ...habits, cueCostMs }, seekedAtMs: reading.nowMs }
  return step(next, { type: 'seek', toMs }, 20)
}

function keepUp(following: Following, reading: Reading, manners: Manners): Step {
  if (reading.seeking || !reading.ready) return step({ ...following, errorMs: null, effort: null })
  const { nowMs } = reading
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
  const effort =
    surprised || !following.effort
      ? null
      : { ...following.effort, expectedMs: following.effort.expectedMs + madeGoodMs }
  return { ...following, errorMs, effort, readAtMs: reading.nowMs }
}

function bendTowards(following: Following, reading: Reading, manners: Manners): Step {
  const errorMs = following.errorMs!
  const sizeMs = Math.abs(errorMs)
  const overshot = following.bend * errorMs > 0
  const enoughMs = following.bend === 0 ? DEAD_ZONE_MS : GOOD_ENOUGH_MS
  if (sizeMs <= enoughMs) return setBend({ ...following, effort: null }, reading, 0)

  const felt = overshot ? { ...following, effort: null } : feelEffect(following, manners)
  const most = sizeMs <= SMALL_ERROR_MS ? Math.max(SMALL_BEND, felt.habits.leastBend) : manners.maxBend
  const wanted = Math.min(sizeMs / CORRECT_WITHIN_MS, most)
  const least = felt.habits.leastBend
  const bend = Math.max(least, Math.round(wanted / least) * least)
  return setBend(felt, reading, -Math.sign(errorMs) * Math.min(bend, manners.maxBend))
}

/** Where bending brings less than half of what it should, the browser rounds rates: bend more. */
function feelEffect(following: Following, manners: Manners): Following {
  const errorMs = following.errorMs!
  const { effort, habits } = following
  if (!effort) return { ...following, effort: { fromErrorMs: errorMs, expectedMs: 0 } }
  if (Math.abs(effort.expectedMs) < EFFORT_MS) return following

  const doneShare = (errorMs - effort.fromErrorMs) / effort.expectedMs
  const leastBend = doneShare < 0.4 ? Math.min(habits.leastBend * 2, manners.maxBend) : habits.leastBend
  return { ...following, habits: { ...habits, leastBend }, effort: { fromErrorMs: errorMs, expectedMs: 0 } }
}

function setBend(following: Following, reading: Reading, bend: number): Step {
  if (bend === following.bend) return step(following)
  return step({ ...following, bend }, { type: 'rate', rate: reading.rate * (1 + bend) })
}

function step(following: Following, action: Action = { type: 'none' }, againInMs = READ_EVERY_MS): Step {
  return { following, action, againInMs: Math.min(againInMs, READ_EVERY_MS) }
}

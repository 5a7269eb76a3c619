import { NOTHING_READ, type Belief } from './belief'
import { FIRST_HABITS, type Habits } from './habits'

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
  /** For how long the room has been moving. */
  movingForMs: number
  actualMs: number
  paused: boolean
  seeking: boolean
  /** Whether there is enough loaded to play on from here. */
  ready: boolean
  /** Whether the sound's volume is the page's to change; on iPhones it is not. */
  canHush: boolean
}

/** What to do about it. `start` begins to play from where it stands. `keepsPitch` is false where the sound is resampled. */
export type Action =
  | { type: 'none' }
  | { type: 'rate'; rate: number; keepsPitch: boolean }
  | { type: 'seek'; toMs: number; rate: number }
  | { type: 'start'; rate: number }
  | { type: 'stop' }

/** How a kind of media is bent when far off, and how far off it must be before a seek is the lesser evil. */
export type Manners = { far: { bend: number; keepsPitch: boolean }; seekBeyondMs: number }

/**
 * Music is resampled, a sixth of a semitone at most: what keeps the pitch, Chromium's stretcher, goes on at the old rate
 * until it is 10–25 ms off, jumps there, and loses some 17 ms as it lets go. For a film in a hurry that is fine.
 */
export const MUSIC: Manners = { far: { bend: 0.01, keepsPitch: false }, seekBeyondMs: 500 }
export const FILM: Manners = { far: { bend: 0.05, keepsPitch: true }, seekBeyondMs: 1_000 }

/** Where a player stands between two readings. */
export type Following = {
  habits: Habits
  belief: Belief
  /** The error as it is believed to be, readings being noisy: positive is ahead of the room. */
  errorMs: number | null
  /** Whether it has been right on the spot since it last started, sought or ran dry. */
  aligned: boolean
  /** Since when its sound is held back, which nobody hears being put right. */
  hushedSinceMs: number | null
  bending: Bending | null
  /** Readings before this are not to be believed. */
  believeFromMs: number
  /** The last move that made a hole in the sound, until its cost has been learned. */
  move: 'start' | 'seek' | null
  seekedAtMs: number
  /** A spot ahead of the room where a start waits for its moment. */
  cue: Cue | null
}

/** A bend in being: `fromErrorMs` is what was believed as it began. */
export type Bending = {
  bend: number
  keepsPitch: boolean
  sinceMs: number
  fromErrorMs: number
  /** Whether what beginning it cost has been seen; from then on it is measured from there. */
  costSeen: boolean
}

export type Cue = { soughtAtMs: number | null; misses: number }

export type Step = { following: Following; action: Action; againInMs: number }

/** Often enough to see an error before it can be heard, seldom enough to cost a phone nothing. */
export const READ_EVERY_MS = 250
/** While something is being found out or waited for. */
export const LOOK_SOON_MS = 30

export function startFollowing(habits: Habits = FIRST_HABITS): Following {
  return {
    habits,
    belief: NOTHING_READ,
    errorMs: null,
    aligned: false,
    hushedSinceMs: null,
    bending: null,
    believeFromMs: -Infinity,
    move: null,
    seekedAtMs: -Infinity,
    cue: null,
  }
}

/** The room was told to be elsewhere: what was true of the old place says nothing, and a seek need not wait. */
export function takeUp(following: Following): Following {
  return { ...startFollowing(following.habits), bending: following.bending }
}

/** Forgets what was read: the sound has been, or will be, somewhere else until `believeFromMs`. */
export function doubt(following: Following, believeFromMs: number): Following {
  return { ...following, belief: NOTHING_READ, errorMs: null, believeFromMs }
}

export function step(
  following: Following,
  action: Action = { type: 'none' },
  againInMs = READ_EVERY_MS,
): Step {
  return { following, action, againInMs: Math.min(againInMs, READ_EVERY_MS) }
}

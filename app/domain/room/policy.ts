import type { Role } from '../membership/member'

/** What a room allows. Everything asks the policy; nothing asks which kind a room is. */
export type Policy = {
  /** Whether people without an account may come in. */
  guestsMayJoin: boolean
  /** Whether a host lets each person in. */
  approveJoins: boolean
  guestsMayAdd: boolean
  guestsMayRemoveOwn: boolean
  guestsMayVote: boolean
  /** Whether those who do not hold the remote control may play and pause, and may move the playhead. */
  othersMayPlayPause: boolean
  othersMaySeek: boolean
  /** What people with an account become who come in by the link. */
  joinRole: Extract<Role, 'viewer' | 'controller'>
  /** The share of those present whose votes skip a song: above 0, at most 1. */
  skipShare: number
  /** How many songs of one person may wait at once; 0 sets no limit. */
  maxWaitingPerPerson: number
  sameSongMayWaitTwice: boolean
  maxMembers: number
  /** Whether a song starts only when every device that sounds has it ready, or after ten seconds. */
  readyGate: boolean
  /** Whether a device that runs dry stops the others for as long, ten seconds at most. */
  stallHoldsRoom: boolean
  /** What playback does where it stood when the server was last alive. A short outage is as if it had not been. */
  onRestart: 'resume' | 'pause'
}

/** What rooms do that were opened before there was a choice. */
export const POLICY_DEFAULTS = {
  othersMayPlayPause: false,
  othersMaySeek: false,
  joinRole: 'viewer',
  readyGate: false,
  stallHoldsRoom: false,
  onRestart: 'resume',
} as const satisfies Partial<Policy>

/** The switches of a policy, which the permission table may name. */
export type PolicySwitch = {
  [Key in keyof Policy]: Policy[Key] extends boolean ? Key : never
}[keyof Policy]

export const POLICY_LIMITS = {
  skipShare: { min: 0.05, max: 1 },
  maxWaitingPerPerson: { min: 0, max: 100 },
  maxMembers: { min: 1, max: 5_000 },
} as const

export const ROOM_NAME_MAX_CHARACTERS = 60
/** Argon2 takes as long as a password is; nobody says a longer one across a table. */
export const ROOM_PASSWORD_MAX_CHARACTERS = 200

const HOUR_MS = 3_600_000
/** No room outlives a night and a day from when it is expected: a forgotten one must not hold its music for ever. */
export const MAX_LIFETIME_MS = 24 * HOUR_MS
/** How far ahead a start can be set: who is asked for later than next week has forgotten it by then. */
export const MAX_AHEAD_MS = 7 * 24 * HOUR_MS
/** A queue longer than this is a library: it would be slow on a phone and tell nobody what comes next. */
export const MAX_WAITING = 500

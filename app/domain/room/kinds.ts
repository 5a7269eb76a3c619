import type { CodeFormat } from './code'
import { readCode } from './code'
import { POLICY_DEFAULTS, type Policy } from './policy'

/**
 * A kind of room is data: its default policy, how its code is written and the words it uses. Nothing outside this file
 * asks which kind a room is.
 */
export type KindPreset = {
  /** What one room of this kind is called. */
  noun: string
  /** What comes to an end with it. */
  session: string
  /** What those who are in one call it: "this jam". */
  short: string
  /** What is played in it. */
  items: { one: string; many: string }
  tagline: string
  placeholder: string
  code: CodeFormat
  policy: Policy
}

export const KINDS = {
  jam: {
    noun: 'Jam',
    session: 'jam session',
    short: 'jam',
    items: { one: 'song', many: 'songs' },
    tagline: 'One queue, everybody adds',
    placeholder: 'Friday at Alex’s',
    code: { groups: [4, 4] },
    policy: {
      ...POLICY_DEFAULTS,
      guestsMayJoin: true,
      approveJoins: false,
      guestsMayAdd: true,
      guestsMayRemoveOwn: true,
      guestsMayVote: true,
      skipShare: 0.5,
      maxWaitingPerPerson: 0,
      sameSongMayWaitTwice: false,
      maxMembers: 50,
    },
  },
  watch: {
    noun: 'Watch party',
    session: 'watch party',
    short: 'party',
    items: { one: 'film', many: 'films' },
    tagline: 'One film, everyone on the same frame',
    placeholder: 'Film night',
    code: { groups: [4, 4] },
    policy: {
      ...POLICY_DEFAULTS,
      guestsMayJoin: false,
      approveJoins: false,
      guestsMayAdd: false,
      guestsMayRemoveOwn: false,
      guestsMayVote: false,
      skipShare: 0.5,
      maxWaitingPerPerson: 0,
      sameSongMayWaitTwice: true,
      maxMembers: 50,
      readyGate: true,
    },
  },
} as const satisfies Record<string, KindPreset>

export type Kind = keyof typeof KINDS

export function presetOf(kind: Kind): KindPreset {
  return KINDS[kind]
}

export function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text)
}

/** The stored form of a code of any kind, or null (see `readCode`). */
export function readRoomCode(typed: string): string | null {
  return readCode(
    typed,
    Object.values<KindPreset>(KINDS).map((kind) => kind.code),
  )
}

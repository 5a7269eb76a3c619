import { z } from 'zod'
import { MAX_LIFETIME_MS, POLICY_LIMITS, ROOM_NAME_MAX_CHARACTERS, type Policy } from '~/domain/room/policy'
import { expectedFromMs, type Room } from '~/domain/room/room'
import { line, wholeNumber } from '../form'

const HOUR_MS = 3_600_000
export const MAX_HOURS = MAX_LIFETIME_MS / HOUR_MS

/** A room's settings in the units that people set them in. */
export type RoomSettings = Omit<Policy, 'skipShare'> & {
  name: string
  skipPercent: number
  /** How long after its opening, or its appointment, the room ends. */
  hours: number
}

export const LIMITS = {
  skipPercent: { min: POLICY_LIMITS.skipShare.min * 100, max: POLICY_LIMITS.skipShare.max * 100 },
  maxWaitingPerPerson: POLICY_LIMITS.maxWaitingPerPerson,
  maxMembers: POLICY_LIMITS.maxMembers,
  hours: { min: 1, max: MAX_HOURS },
} as const

export const SWITCHES = [
  'guestsMayJoin',
  'approveJoins',
  'guestsMayAdd',
  'guestsMayRemoveOwn',
  'guestsMayVote',
  'sameSongMayWaitTwice',
  'readyGate',
  'stallHoldsRoom',
] as const satisfies (keyof RoomSettings)[]

/** A switch from a program, or a check box that is ticked. */
const onOff = z.union([z.boolean(), z.stringbool()], { error: 'Yes or no?' }).optional()

/**
 * The fields of the settings form. What is left out stays as it was, so a program sends what it wants to change. But a
 * browser sends nothing for a box that is not ticked: `switches=shown` says that the boxes were there to be ticked.
 */
export const SettingsFields = z.object({
  name: line(ROOM_NAME_MAX_CHARACTERS).optional(),
  guestsMayJoin: onOff,
  approveJoins: onOff,
  guestsMayAdd: onOff,
  guestsMayRemoveOwn: onOff,
  guestsMayVote: onOff,
  sameSongMayWaitTwice: onOff,
  readyGate: onOff,
  stallHoldsRoom: onOff,
  onRestart: z.enum(['resume', 'pause'], { error: 'Go on, or stay paused?' }).optional(),
  skipPercent: wholeNumber(LIMITS.skipPercent).optional(),
  maxWaitingPerPerson: wholeNumber(LIMITS.maxWaitingPerPerson).optional(),
  maxMembers: wholeNumber(LIMITS.maxMembers).optional(),
  hours: wholeNumber(LIMITS.hours).optional(),
  switches: z.literal('shown').optional(),
})

/** The settings after a form was sent in a room (or for a preset) with the settings `before`. An empty name keeps it. */
export function settingsFrom(fields: z.output<typeof SettingsFields>, before: RoomSettings): RoomSettings {
  const { switches, name, ...given } = fields
  const after: RoomSettings = { ...before, name: name || before.name }
  if (switches) for (const name of SWITCHES) after[name] = false
  const stated = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.assign(after, Object.fromEntries(stated))
}

type SetRoom = Pick<Room, 'name' | 'policy' | 'appointment' | 'createdAtMs' | 'endsAtMs'>

export function settingsOf(room: SetRoom): RoomSettings {
  const hours = Math.round((room.endsAtMs - expectedFromMs(room)) / HOUR_MS)
  return settingsWith(room.policy, room.name, Math.min(MAX_HOURS, Math.max(1, hours)))
}

export function settingsWith({ skipShare, ...switches }: Policy, name: string, hours: number): RoomSettings {
  return { ...switches, name, hours, skipPercent: Math.round(skipShare * 100) }
}

export function policyOf({ name: _name, hours: _hours, skipPercent, ...rest }: RoomSettings): Policy {
  return { ...rest, skipShare: skipPercent / 100 }
}

/** When a room with these settings ends; a room that was given an odd time keeps it until its hours are changed. */
export function endsAtMs(settings: RoomSettings, room: SetRoom): number {
  if (settings.hours === settingsOf(room).hours) return room.endsAtMs
  return expectedFromMs(room) + settings.hours * HOUR_MS
}

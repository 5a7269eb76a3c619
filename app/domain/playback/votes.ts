import { isPerson } from '../membership/member'
import type { Facts } from '../room/decision'
import type { Room } from '../room/room'
import { isGoing } from './gate'

/** 55 % of 20 people are 11, though 0.55 * 20 is a little more in binary. */
const ROUNDING = 1e-9

/**
 * How many votes skip the current song: the room's share of the people present, at least one. Those who voted count as
 * present. `present` is null where presence is not known; then everyone in the room counts.
 */
export function votesNeeded(room: Room, present: ReadonlySet<string> | null): number {
  const share = room.policy.skipShare * votersOf(room, room.skipVotes, present)
  return Math.max(1, Math.ceil(share - ROUNDING))
}

/** Whether the song is to be skipped because the people present want it so. */
export function isVotedOut(room: Room, present: ReadonlySet<string> | null): boolean {
  return room.skipVotes.length > 0 && room.skipVotes.length >= votesNeeded(room, present)
}

/**
 * Whether the room is to go on because nobody can play this: none of those whose devices sound. One who cannot does not
 * take it from the others, be it the host. Where no device sounds, half of the people present cannot all be wrong; where
 * the devices are not known, those who know them decide. What stands still keeps nobody waiting, and stays.
 */
export function isUnplayable(room: Room, { present, devices }: Pick<Facts, 'present' | 'devices'>): boolean {
  const { failures } = room
  if (failures.length === 0 || devices === null || !isGoing(room)) return false
  if (devices.length > 0) return devices.every(({ memberId }) => failures.includes(memberId))
  return failures.length * 2 >= votersOf(room, failures, present)
}

function votersOf(room: Room, voices: string[], present: ReadonlySet<string> | null): number {
  const people = Object.values(room.members).filter(isPerson)
  return people.filter((member) => !present || present.has(member.id) || voices.includes(member.id)).length
}

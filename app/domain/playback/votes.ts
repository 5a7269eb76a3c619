import { isHost, isPerson } from '../membership/member'
import type { Room } from '../room/room'

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
 * Whether a song counts as unplayable: one phone's word is not enough, but a host's or a stage's device is where the
 * sound comes out, and half of the people present cannot all be wrong.
 */
export function isUnplayable(room: Room, present: ReadonlySet<string> | null): boolean {
  if (room.failures.length === 0) return false
  const weighty = room.failures.some((id) => {
    const member = room.members[id]
    return member && (isHost(member) || member.role === 'stage')
  })
  return weighty || room.failures.length * 2 >= votersOf(room, room.failures, present)
}

function votersOf(room: Room, voices: string[], present: ReadonlySet<string> | null): number {
  const people = Object.values(room.members).filter(isPerson)
  return people.filter((member) => !present || present.has(member.id) || voices.includes(member.id)).length
}

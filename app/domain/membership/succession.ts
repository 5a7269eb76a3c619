import type { Command } from '../room/command'
import { accept, allows, type Decision, type Facts } from '../room/decision'
import type { Happening } from '../room/event'
import { HOST_AWAY_AFTER_MS } from '../room/lifecycle'
import { refuse } from '../room/refusal'
import { hostOf, missedSinceMs, peopleOf, type Room } from '../room/room'
import { isPerson, type Member } from './member'

/**
 * What follows when a host goes for good: the longest-present co-host, then controller, then member takes over; a
 * room that nobody is left in ends. Those connected go before those who are not.
 */
export function succeed(room: Room, leaving: Member, present: ReadonlySet<string> | null): Happening[] {
  const others = peopleOf(room).filter((member) => member.id !== leaving.id)
  if (others.length === 0) return [{ type: 'room.ended', reason: 'empty' }]
  if (leaving.role !== 'host') return []

  const here = others.filter((member) => !present || present.has(member.id))
  const candidates = here.length > 0 ? here : others
  const heir =
    candidates.find((member) => member.role === 'cohost') ??
    candidates.find((member) => member.role === 'controller') ??
    candidates[0]!
  return [{ type: 'member.roleChanged', memberId: heir.id, role: 'host' }]
}

/** The host becomes a co-host, the other one the host: a room always has exactly one. */
export function decideHandOver(
  room: Room,
  actor: Member,
  command: Extract<Command, { type: 'handOver' }>,
): Decision {
  if (!allows(room, actor, 'room.handOver')) return refuse('not_authorized')
  const heir = room.members[command.memberId]
  if (!heir || !isPerson(heir)) return refuse('member_not_found')
  if (heir.id === actor.id) return accept()
  return accept(
    { type: 'member.roleChanged', memberId: actor.id, role: 'cohost' },
    { type: 'member.roleChanged', memberId: heir.id, role: 'host' },
  )
}

/** Whom the room asks to take over: co-hosts, and where none is about, controllers. */
export function mayTakeOver(
  room: Room,
  actor: Member,
  { nowMs, present, ownerSeenAtMs }: Pick<Facts, 'nowMs' | 'present' | 'ownerSeenAtMs'>,
): boolean {
  const goneMs = nowMs - missedSinceMs(room, ownerSeenAtMs)
  if (!allows(room, actor, 'room.takeOver') || goneMs < HOST_AWAY_AFTER_MS) return false
  const cohosts = peopleOf(room).filter((member) => member.role === 'cohost')
  return actor.role === 'cohost' || !cohosts.some((member) => !present || present.has(member.id))
}

/** The host who has been gone stays a co-host, and finds the room as they would after handing it over. */
export function decideTakeOver(room: Room, actor: Member, facts: Facts): Decision {
  if (actor.role === 'host') return accept()
  if (!mayTakeOver(room, actor, facts)) return refuse('not_authorized')
  const host = hostOf(room)
  const taken: Happening = { type: 'member.roleChanged', memberId: actor.id, role: 'host' }
  return host
    ? accept({ type: 'member.roleChanged', memberId: host.id, role: 'cohost' }, taken)
    : accept(taken)
}

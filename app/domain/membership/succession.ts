import type { Happening } from '../room/event'
import { peopleOf, type Room } from '../room/room'
import type { Member } from './member'

/**
 * What follows when a host goes for good: the longest-present co-host, then the longest-present member takes over; a
 * room that nobody is left in ends. Those connected go before those who are not.
 */
export function succeed(room: Room, leaving: Member, present: ReadonlySet<string> | null): Happening[] {
  const others = peopleOf(room).filter((member) => member.id !== leaving.id)
  if (others.length === 0) return [{ type: 'room.ended', reason: 'empty' }]
  if (leaving.role !== 'host') return []

  const here = others.filter((member) => !present || present.has(member.id))
  const candidates = here.length > 0 ? here : others
  const heir = candidates.find((member) => member.role === 'cohost') ?? candidates[0]!
  return [{ type: 'member.roleChanged', memberId: heir.id, role: 'host' }]
}

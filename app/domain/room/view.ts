import { asIfLeft, isHost, isHostsBusiness, type Member } from '../membership/member'
import { isForHostsOnly, type RoomEvent } from './event'
import type { Room } from './room'

/** Who a stream or a page is for: hosts are sent what nobody else may see (S8). */
export type Audience = 'hosts' | 'members'

export function audienceOf(member: Member): Audience {
  return isHost(member) ? 'hosts' : 'members'
}

/**
 * The room as this audience may hold it: only hosts learn who asks, who asked in vain, and who is asked to come. Of those,
 * who has been in before and is still named stays known to the others as somebody who left.
 */
export function viewFor(room: Room, audience: Audience): Room {
  if (audience === 'hosts') return room
  const named = namedIn(room)
  const known = Object.values(room.members).flatMap((member) => {
    if (!isHostsBusiness(member)) return [member]
    return named.has(member.id) ? [asIfLeft(member)] : []
  })
  return { ...room, members: Object.fromEntries(known.map((member) => [member.id, member])) }
}

/** Whose messages and songs a room shows. */
export function namedIn({ messages, queue, current, played }: Room): Set<string> {
  const items = [...queue, ...played, ...(current ? [current] : [])]
  return new Set([...messages.map(({ memberId }) => memberId), ...items.map(({ addedBy }) => addedBy)])
}

export function isFor(event: RoomEvent, audience: Audience): boolean {
  return audience === 'hosts' || !isForHostsOnly(event)
}

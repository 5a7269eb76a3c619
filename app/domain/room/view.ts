import { isHost, isHostsBusiness, type Member } from '../membership/member'
import { isForHostsOnly, type RoomEvent } from './event'
import type { Room } from './room'

/** Who a stream or a page is for: hosts are sent what nobody else may see (S8). */
export type Audience = 'hosts' | 'members'

export function audienceOf(member: Member): Audience {
  return isHost(member) ? 'hosts' : 'members'
}

/** The room as this audience may hold it: only hosts learn who asks, and who asked in vain. */
export function viewFor(room: Room, audience: Audience): Room {
  if (audience === 'hosts') return room
  const known = Object.entries(room.members).filter(([, member]) => !isHostsBusiness(member))
  return { ...room, members: Object.fromEntries(known) }
}

export function isFor(event: RoomEvent, audience: Audience): boolean {
  return audience === 'hosts' || !isForHostsOnly(event)
}

import { peopleOf, type Room } from '../room/room'
import type { Member } from './member'
import { may, type Permission } from './permissions'

/** Those in the room who may do this, the host first. */
export function whoMay(room: Room, permission: Permission): Member[] {
  return peopleOf(room)
    .filter((member) => may(room.policy, member, permission))
    .sort((a, b) => Number(b.role === 'host') - Number(a.role === 'host'))
}

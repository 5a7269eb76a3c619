import type { Policy, PolicySwitch } from '../room/policy'
import type { Member, Role } from './member'

/** What a role may do: always, never, or when the room's policy says so. */
type Grant = boolean | PolicySwitch

/**
 * Who may do what, one row each. The host of a room may do everything; `execute` and the buttons on the page both ask
 * this table through `may`.
 */
const PERMISSIONS = {
  'queue.add': { cohost: true, guest: 'guestsMayAdd', stage: false },
  'queue.removeOwn': { cohost: true, guest: 'guestsMayRemoveOwn', stage: false },
  'queue.removeAny': { cohost: true, guest: false, stage: false },
  'queue.move': { cohost: true, guest: false, stage: false },
  'playback.control': { cohost: true, guest: false, stage: false },
  'playback.report': { cohost: true, guest: true, stage: true },
  'vote.skip': { cohost: true, guest: 'guestsMayVote', stage: false },
  'chat.say': { cohost: true, guest: true, stage: false },
  'member.rename': { cohost: true, guest: true, stage: false },
  'member.leave': { cohost: true, guest: true, stage: true },
  'member.admit': { cohost: true, guest: false, stage: false },
  'member.remove': { cohost: true, guest: false, stage: false },
  'member.promote': { cohost: false, guest: false, stage: false },
  'room.handOver': { cohost: false, guest: false, stage: false },
  'room.change': { cohost: true, guest: false, stage: false },
  'room.pairStage': { cohost: true, guest: false, stage: false },
  'room.end': { cohost: false, guest: false, stage: false },
} as const satisfies Record<string, Record<Exclude<Role, 'host'>, Grant>>

export type Permission = keyof typeof PERMISSIONS

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]

/** Whether a member may do this in a room with this policy. Nobody who is not in may do anything. */
export function may(policy: Policy, member: Pick<Member, 'role' | 'state'>, permission: Permission): boolean {
  if (member.state !== 'in') return false
  if (member.role === 'host') return true
  const grant: Grant = PERMISSIONS[permission][member.role]
  return typeof grant === 'boolean' ? grant : policy[grant]
}

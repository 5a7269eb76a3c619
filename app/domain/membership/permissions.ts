import type { Policy, PolicySwitch } from '../room/policy'
import type { Member, Role } from './member'

/** What a role may do: always, never, or when the room's policy says so. */
type Grant = boolean | PolicySwitch

/** Viewers and guests may do the same: what tells them apart is only how they came in. */
type Column = 'cohost' | 'controller' | 'others' | 'stage'

const COLUMN_OF: Record<Exclude<Role, 'host'>, Column> = {
  cohost: 'cohost',
  controller: 'controller',
  viewer: 'others',
  guest: 'others',
  stage: 'stage',
}

/**
 * Who may do what, one row each. The host of a room may do everything; `execute` and the buttons on the page both ask
 * this table through `may`.
 */
const PERMISSIONS = {
  'queue.add': { cohost: true, controller: 'guestsMayAdd', others: 'guestsMayAdd', stage: false },
  'queue.removeOwn': {
    cohost: true,
    controller: 'guestsMayRemoveOwn',
    others: 'guestsMayRemoveOwn',
    stage: false,
  },
  'queue.removeAny': { cohost: true, controller: false, others: false, stage: false },
  'queue.move': { cohost: true, controller: false, others: false, stage: false },
  'playback.playPause': { cohost: true, controller: true, others: 'othersMayPlayPause', stage: false },
  'playback.seek': { cohost: true, controller: true, others: 'othersMaySeek', stage: false },
  'playback.skip': { cohost: true, controller: true, others: false, stage: false },
  'playback.report': { cohost: true, controller: true, others: true, stage: true },
  'vote.skip': { cohost: true, controller: 'guestsMayVote', others: 'guestsMayVote', stage: false },
  'chat.say': { cohost: true, controller: true, others: true, stage: false },
  'member.rename': { cohost: true, controller: true, others: true, stage: false },
  'member.leave': { cohost: true, controller: true, others: true, stage: true },
  'member.invite': { cohost: true, controller: false, others: false, stage: false },
  'member.admit': { cohost: true, controller: false, others: false, stage: false },
  'member.remove': { cohost: true, controller: false, others: false, stage: false },
  'member.promote': { cohost: false, controller: false, others: false, stage: false },
  'room.handOver': { cohost: false, controller: false, others: false, stage: false },
  'room.takeOver': { cohost: true, controller: true, others: false, stage: false },
  'room.change': { cohost: true, controller: false, others: false, stage: false },
  'room.pairStage': { cohost: true, controller: false, others: false, stage: false },
  'room.end': { cohost: false, controller: false, others: false, stage: false },
} as const satisfies Record<string, Record<Column, Grant>>

export type Permission = keyof typeof PERMISSIONS

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]

/** Whether a member may do this in a room with this policy. Nobody who is not in may do anything. */
export function may(policy: Policy, member: Pick<Member, 'role' | 'state'>, permission: Permission): boolean {
  if (member.state !== 'in') return false
  if (member.role === 'host') return true
  const grant: Grant = PERMISSIONS[permission][COLUMN_OF[member.role]]
  return typeof grant === 'boolean' ? grant : policy[grant]
}

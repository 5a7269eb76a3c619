import type { Role } from '~/domain/membership/member'
import type { Permission } from '~/domain/membership/permissions'
import type { PolicySwitch } from '~/domain/room/policy'

/** Always, never, or when the room's policy says so. */
export type Cell = 'yes' | 'no' | PolicySwitch

/** The matrix as the product wants it, written a second time on purpose. */
export const MATRIX: Record<Permission, Record<Role, Cell>> = {
  'queue.add': {
    host: 'yes',
    cohost: 'yes',
    controller: 'guestsMayAdd',
    viewer: 'guestsMayAdd',
    guest: 'guestsMayAdd',
    stage: 'no',
  },
  'queue.removeOwn': {
    host: 'yes',
    cohost: 'yes',
    controller: 'guestsMayRemoveOwn',
    viewer: 'guestsMayRemoveOwn',
    guest: 'guestsMayRemoveOwn',
    stage: 'no',
  },
  'queue.removeAny': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'queue.move': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'playback.playPause': {
    host: 'yes',
    cohost: 'yes',
    controller: 'yes',
    viewer: 'othersMayPlayPause',
    guest: 'othersMayPlayPause',
    stage: 'no',
  },
  'playback.seek': {
    host: 'yes',
    cohost: 'yes',
    controller: 'yes',
    viewer: 'othersMaySeek',
    guest: 'othersMaySeek',
    stage: 'no',
  },
  'playback.skip': { host: 'yes', cohost: 'yes', controller: 'yes', viewer: 'no', guest: 'no', stage: 'no' },
  'playback.report': {
    host: 'yes',
    cohost: 'yes',
    controller: 'yes',
    viewer: 'yes',
    guest: 'yes',
    stage: 'yes',
  },
  'vote.skip': {
    host: 'yes',
    cohost: 'yes',
    controller: 'guestsMayVote',
    viewer: 'guestsMayVote',
    guest: 'guestsMayVote',
    stage: 'no',
  },
  'chat.say': { host: 'yes', cohost: 'yes', controller: 'yes', viewer: 'yes', guest: 'yes', stage: 'no' },
  'member.rename': {
    host: 'yes',
    cohost: 'yes',
    controller: 'yes',
    viewer: 'yes',
    guest: 'yes',
    stage: 'no',
  },
  'member.leave': {
    host: 'yes',
    cohost: 'yes',
    controller: 'yes',
    viewer: 'yes',
    guest: 'yes',
    stage: 'yes',
  },
  'member.invite': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'member.admit': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'member.remove': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'member.promote': { host: 'yes', cohost: 'no', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'room.handOver': { host: 'yes', cohost: 'no', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'room.takeOver': { host: 'yes', cohost: 'yes', controller: 'yes', viewer: 'no', guest: 'no', stage: 'no' },
  'room.change': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'room.pairStage': { host: 'yes', cohost: 'yes', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
  'room.end': { host: 'yes', cohost: 'no', controller: 'no', viewer: 'no', guest: 'no', stage: 'no' },
}

export const ROLES: Role[] = ['host', 'cohost', 'controller', 'viewer', 'guest', 'stage']

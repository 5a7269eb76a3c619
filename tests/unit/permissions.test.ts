import { expect, test } from 'vitest'
import type { MemberState, Role } from '~/domain/membership/member'
import { ALL_PERMISSIONS, may, type Permission } from '~/domain/membership/permissions'
import { presetOf } from '~/domain/room/kinds'
import type { PolicySwitch } from '~/domain/room/policy'

type Cell = 'yes' | 'no' | PolicySwitch

/** The matrix as the product wants it, written a second time on purpose. */
const MATRIX: Record<Permission, Record<Role, Cell>> = {
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

const ROLES: Role[] = ['host', 'cohost', 'controller', 'viewer', 'guest', 'stage']

const SWITCHES: PolicySwitch[] = [
  'guestsMayJoin',
  'approveJoins',
  'guestsMayAdd',
  'guestsMayRemoveOwn',
  'guestsMayVote',
  'sameSongMayWaitTwice',
  'othersMayPlayPause',
  'othersMaySeek',
]

test('the matrix names every permission there is', () => {
  expect(Object.keys(MATRIX).sort()).toEqual([...ALL_PERMISSIONS].sort())
})

const cells = Object.entries(MATRIX).flatMap(([permission, row]) =>
  Object.entries(row).map(([role, cell]) => [permission, role, cell] as [Permission, Role, Cell]),
)

test.for(cells)('%s for a %s: %s, under every policy', ([permission, role, cell]) => {
  for (let bits = 0; bits < 2 ** SWITCHES.length; bits++) {
    const switches = SWITCHES.map((name, index) => [name, Boolean(bits & (1 << index))])
    const policy = { ...presetOf('jam').policy, ...Object.fromEntries(switches) }
    const wanted = cell === 'yes' || cell === 'no' ? cell === 'yes' : policy[cell]
    expect(may(policy, { role, state: 'in' }, permission)).toBe(wanted)
  }
})

test.for<MemberState>(['waiting', 'declined', 'left', 'removed', 'invited', 'notComing', 'uninvited'])(
  '%s members may do nothing at all',
  (state) => {
    const { policy } = presetOf('jam')
    for (const role of ROLES) {
      for (const permission of ALL_PERMISSIONS) expect(may(policy, { role, state }, permission)).toBe(false)
    }
  },
)

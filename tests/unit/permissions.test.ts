import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { MemberState, Role } from '~/domain/membership/member'
import { ALL_PERMISSIONS, may, type Permission } from '~/domain/membership/permissions'
import { presetOf } from '~/domain/room/kinds'
import type { PolicySwitch } from '~/domain/room/policy'
import { pathOf } from '../../scripts/environment'
import { MATRIX, ROLES, type Cell } from '../support/permission-matrix'

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

test('the table that people read says the same', async () => {
  const rows = (await readFile(pathOf('SECURITY.md'), 'utf8')).matchAll(
    /^\|[^|]*\(`(\w+\.\w+)`\)\s*\|(.*)\|$/gm,
  )
  const printed = Object.fromEntries(
    [...rows].map(([, permission, cells]) => [permission, cells!.split('|').map((cell) => cell.trim())]),
  )
  const meant = Object.entries(MATRIX).map(([permission, row]) => {
    expect([permission, row.viewer]).toEqual([permission, row.guest])
    return [permission, [row.host, row.cohost, row.controller, row.viewer, row.stage].map(inWords)]
  })
  expect(printed).toEqual(Object.fromEntries(meant))
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

function inWords(cell: Cell): string {
  if (cell === 'yes') return 'yes'
  return cell === 'no' ? '–' : `\`${cell}\``
}

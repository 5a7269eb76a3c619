import { expect, test } from 'vitest'
import type { Role } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import { onlyWords } from '~/routes/room/words/only'
import { jam, type Person } from '../../../support/rules'

/** Everyone is in; who is named here has another role than guest. */
function room(roles: Partial<Record<Person, Role>>): Room {
  const opened = jam({}, 'jordan', 'kim', 'mina', 'robin')
  const members = Object.values(opened.members).map((one) => {
    const role = roles[one.id as Person] ?? one.role
    return [one.id, { ...one, role }] as const
  })
  return { ...opened, members: Object.fromEntries(members) }
}

test('those who may are named, the host first', () => {
  expect(onlyWords(room({}), 'pause')).toBe('Only Alex may pause here')
  expect(onlyWords(room({ kim: 'controller' }), 'play')).toBe('Only Alex and Kim may press play here')
  expect(onlyWords(room({ alex: 'cohost', kim: 'host', mina: 'controller' }), 'seek')).toBe(
    'Only Kim, Alex and Mina may go to another place in it',
  )
})

test('of many, two are named', () => {
  const all = room({ jordan: 'controller', kim: 'controller', mina: 'cohost' })
  expect(onlyWords(all, 'pause')).toBe('Only Alex, Jordan and 2 others may pause here')
})

test('who has left is not named, and nobody may be left', () => {
  const opened = room({})
  const left = { ...opened.members.alex!, state: 'left' as const }
  const empty = { ...opened, members: { ...opened.members, alex: left } }
  expect(onlyWords(empty, 'pause')).toBe('Nobody who may pause here is in the room')
})

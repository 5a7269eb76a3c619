import { expect, test } from 'vitest'
import type { Member } from '~/domain/membership/member'
import { apply, foldLog } from '~/domain/room/apply'
import { stamp, type Happening, type RoomEvent } from '~/domain/room/event'
import { MAX_LIFETIME_MS } from '~/domain/room/policy'
import { openRoom } from '~/domain/room/open'
import { audienceOf, isFor, viewFor } from '~/domain/room/view'
import { after, HOUR_MS, jam, NOW_MS, playing } from '../support/rules'

const invited = (member: Member): Member => ({ ...member, state: 'invited', role: 'controller' })

const knocking = (memberId: string) =>
  ({ type: 'join', memberId, name: 'Mina', fallbackName: 'Guest-1000', role: 'guest' }) as const

test('[S8] who waits at the door, or was turned away, is for hosts to see', () => {
  let room = jam({ approveJoins: true }, 'jordan', 'kim')
  room = after(after(room, 'newcomer', knocking('mina')), 'newcomer', knocking('robin'))
  room = after(room, 'alex', { type: 'decline', memberId: 'robin' })
  expect(viewFor(room, 'hosts')).toBe(room)
  expect(Object.keys(viewFor(room, 'members').members)).toEqual(['alex', 'jordan', 'kim'])
  expect(room.members.mina?.state).toBe('waiting')
})

test('[S8] those who left or were removed stay known: the queue and the chat name them', () => {
  let room = jam({}, 'jordan', 'kim')
  room = after(after(room, 'jordan', { type: 'leave' }), 'alex', { type: 'remove', memberId: 'kim' })
  expect(Object.keys(viewFor(room, 'members').members)).toEqual(['alex', 'jordan', 'kim'])
})

test('[S8] who is invited again stays known by name to those who still see their songs and words, and by nothing else', () => {
  let room = after(jam({}, 'jordan', 'kim'), 'kim', { type: 'say', text: 'See you' })
  for (const memberId of ['jordan', 'kim']) {
    room = after(room, 'alex', { type: 'remove', memberId })
    room = { ...room, members: { ...room.members, [memberId]: invited(room.members[memberId]!) } }
  }
  const { members } = viewFor(room, 'members')
  expect(Object.keys(members)).toEqual(['alex', 'kim'])
  expect(members.kim).toEqual({
    id: 'kim',
    name: 'Kim',
    role: 'guest',
    state: 'left',
    joinedAtMs: 0,
    accountId: null,
  })
  expect(viewFor(room, 'hosts').members.kim).toMatchObject({ state: 'invited', role: 'controller' })
})

test('[S8] hosts and co-hosts hear what only hosts may, as long as they are in', () => {
  let room = after(jam({}, 'jordan', 'kim'), 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })
  expect(['alex', 'jordan', 'kim'].map((id) => audienceOf(room.members[id]!))).toEqual([
    'hosts',
    'hosts',
    'members',
  ])
  room = after(room, 'jordan', { type: 'leave' })
  expect(audienceOf(room.members.jordan!)).toBe('members')
})

test('[S8] only asking and declining are kept from guests', () => {
  const member = jam().members.alex!
  const hidden: Happening[] = [
    { type: 'member.asked', member },
    { type: 'member.declined', memberId: 'mina' },
  ]
  const shown: Happening[] = [
    { type: 'member.joined', member },
    { type: 'chat.said', message: { id: 'm', memberId: 'alex', text: 'hi', atMs: NOW_MS } },
  ]
  const [asked, declined, joined, said] = stamp(jam(), [...hidden, ...shown], 'alex', NOW_MS) as [
    RoomEvent,
    RoomEvent,
    RoomEvent,
    RoomEvent,
  ]
  expect([asked, declined, joined, said].map((event) => isFor(event, 'members'))).toEqual([
    false,
    false,
    true,
    true,
  ])
  expect([asked, declined, joined, said].every((event) => isFor(event, 'hosts'))).toBe(true)
})

test('[S3] an event that is folded in already changes nothing', () => {
  const room = playing(jam(), ['A', 'B'])
  const [event] = stamp(room, [{ type: 'queue.removed', itemId: room.queue[0]!.id }], 'alex', NOW_MS)
  const once = apply(room, event!)
  expect(once.queue).toEqual([])
  expect(apply(once, event!)).toBe(once)
})

test('[S3] what happens to someone a copy was never shown leaves it as it is', () => {
  const room = jam()
  const events = stamp(
    room,
    [
      { type: 'member.renamed', memberId: 'stranger', name: 'X' },
      { type: 'member.removed', memberId: 'stranger' },
    ],
    'alex',
    NOW_MS,
  )
  expect(events.reduce(apply, room).members).toEqual(room.members)
})

test('a log that does not begin with the opening of its room is no log', () => {
  expect(() => foldLog([])).toThrow('opening')
  expect(() => foldLog(stamp(jam(), [{ type: 'room.stayedOpen' }], null, NOW_MS))).toThrow('opening')
})

test('no room is opened for longer than a day', () => {
  const { id, code, kind, name, policy, epoch } = jam()
  const opening = { id, code, kind, name, policy, epoch, hostId: 'alex', hostName: 'Alex', nowMs: NOW_MS }
  expect(openRoom({ ...opening, endsAtMs: NOW_MS + 99 * HOUR_MS }).endsAtMs).toBe(NOW_MS + MAX_LIFETIME_MS)
  expect(openRoom({ ...opening, endsAtMs: NOW_MS + HOUR_MS }).endsAtMs).toBe(NOW_MS + HOUR_MS)
})

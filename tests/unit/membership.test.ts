import { expect, test } from 'vitest'
import { guestName, uniqueName } from '~/domain/membership/names'
import { hostOf, peopleOf } from '~/domain/room/room'
import { after, ask, jam, NOW_MS, playing, SECOND_MS, typesOf, type Ask } from '../support/rules'

const joining = (memberId: string, name = '', role: 'guest' | 'stage' = 'guest'): Ask => ({
  type: 'join',
  memberId,
  name,
  fallbackName: 'Guest-7842',
  role,
})

test('a newcomer comes in as a guest with the name they gave, or one like Guest-7842', () => {
  const room = after(after(jam(), 'newcomer', joining('jordan', 'Jordan')), 'newcomer', joining('kim'))
  expect(room.members.jordan).toMatchObject({ name: 'Jordan', role: 'guest', state: 'in' })
  expect(room.members.kim).toMatchObject({ name: 'Guest-7842' })
  expect(guestName(0)).toBe('Guest-1000')
  expect(guestName(0.999999)).toBe('Guest-9999')
})

test('who is in is told so, who was removed stays out', () => {
  const room = jam({}, 'jordan', 'kim')
  expect(ask(room, 'newcomer', joining('jordan'))).toBe('already_joined')
  const removed = after(room, 'alex', { type: 'remove', memberId: 'jordan' })
  expect(ask(removed, 'newcomer', joining('jordan'))).toBe('not_authorized')
  expect(ask(removed, 'newcomer', joining('jordan', '', 'stage'))).toBe('not_authorized')
  expect(ask(removed, 'jordan', { type: 'say', text: 'hello?' })).toBe('not_authorized')
  // And for good: declining, admitting and removing again change nothing about it.
  expect(ask(removed, 'alex', { type: 'admit', memberId: 'jordan' })).toBe('member_not_found')
  expect(ask(removed, 'alex', { type: 'remove', memberId: 'jordan' })).toEqual([])
})

test('a screen that was removed comes back when a host pairs it again, as a screen only', () => {
  const removed = after(jam({}, 'screen'), 'alex', { type: 'remove', memberId: 'screen' })
  expect(ask(removed, 'newcomer', joining('screen', 'TV'))).toBe('not_authorized')
  expect(typesOf(ask(removed, 'newcomer', joining('screen', 'TV', 'stage')))).toEqual(['member.joined'])
})

test('a room that takes no guests refuses newcomers', () => {
  expect(ask(jam({ guestsMayJoin: false }), 'newcomer', joining('kim'))).toBe('not_authorized')
})

test('a full room says so; a screen still comes in, and is nobody', () => {
  const room = jam({ maxMembers: 2 }, 'jordan')
  expect(ask(room, 'newcomer', joining('kim'))).toBe('session_full')
  const shown = after(room, 'newcomer', joining('screen', 'TV', 'stage'))
  expect(shown.members.screen).toMatchObject({ role: 'stage', state: 'in' })
  expect(peopleOf(shown).map(({ id }) => id)).toEqual(['alex', 'jordan'])
  const place = after(shown, 'jordan', { type: 'leave' })
  expect(typesOf(ask(place, 'newcomer', joining('kim')))).toEqual(['member.joined'])
})

test('where joins are approved, a newcomer waits until a host lets them in', () => {
  const asked = after(jam({ approveJoins: true }, 'jordan'), 'newcomer', joining('kim', 'Kim'))
  expect(asked.members.kim).toMatchObject({ state: 'waiting' })
  expect(ask(asked, 'newcomer', joining('kim', 'Kim'))).toEqual([])
  expect(ask(asked, 'kim', { type: 'say', text: 'let me in' })).toBe('not_authorized')
  expect(ask(asked, 'jordan', { type: 'admit', memberId: 'kim' })).toBe('not_authorized')
  const later = { nowMs: NOW_MS + 60 * SECOND_MS }
  const admitted = after(asked, 'alex', { type: 'admit', memberId: 'kim' }, later)
  expect(admitted.members.kim).toMatchObject({ state: 'in', joinedAtMs: later.nowMs })
  expect(ask(admitted, 'alex', { type: 'admit', memberId: 'kim' })).toEqual([])
})

test('who was declined may ask again; who left comes straight back', () => {
  let room = after(jam({ approveJoins: true }, 'jordan'), 'newcomer', joining('kim'))
  room = after(room, 'alex', { type: 'decline', memberId: 'kim' })
  expect(room.members.kim?.state).toBe('declined')
  expect(ask(room, 'alex', { type: 'decline', memberId: 'kim' })).toBe('member_not_found')
  expect(ask(room, 'alex', { type: 'admit', memberId: 'kim' })).toBe('member_not_found')
  expect(typesOf(ask(room, 'newcomer', joining('kim')))).toEqual(['member.asked'])
  room = after(room, 'jordan', { type: 'leave' })
  expect(typesOf(ask(room, 'newcomer', joining('jordan')))).toEqual(['member.joined'])
})

test('the last place goes to one of two who wait', () => {
  let room = jam({ approveJoins: true, maxMembers: 2 })
  room = after(after(room, 'newcomer', joining('kim')), 'newcomer', joining('mina'))
  room = after(room, 'alex', { type: 'admit', memberId: 'kim' })
  expect(ask(room, 'alex', { type: 'admit', memberId: 'mina' })).toBe('session_full')
})

test('[S8] who never came in is declined, not removed: a removal is told to everybody', () => {
  const asked = after(jam({ approveJoins: true }, 'jordan'), 'newcomer', joining('kim'))
  expect(ask(asked, 'alex', { type: 'remove', memberId: 'kim' })).toBe('member_not_found')
  expect(ask(asked, 'jordan', { type: 'remove', memberId: 'kim' })).toBe('not_authorized')
})

test('coming back keeps name, role and songs; a former host comes back as a guest', () => {
  let room = jam({}, 'jordan', 'kim')
  room = after(room, 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })
  room = playing(room, ['A', 'B'], 'jordan')
  room = after(after(room, 'jordan', { type: 'leave' }), 'newcomer', joining('jordan'))
  expect(room.members.jordan).toMatchObject({ name: 'Jordan', role: 'cohost', state: 'in' })
  expect(room.queue[0]).toMatchObject({ addedBy: 'jordan' })

  room = after(room, 'alex', { type: 'leave' })
  expect(hostOf(room)?.id).toBe('jordan')
  room = after(room, 'newcomer', joining('alex'))
  expect(room.members.alex).toMatchObject({ name: 'Alex', role: 'guest' })
})

test('co-hosts remove guests, only the host removes a co-host, and nobody the host or themselves', () => {
  let room = jam({}, 'jordan', 'kim', 'mina')
  for (const memberId of ['jordan', 'kim'])
    room = after(room, 'alex', { type: 'setRole', memberId, role: 'cohost' })
  expect(typesOf(ask(room, 'jordan', { type: 'remove', memberId: 'mina' }))).toEqual(['member.removed'])
  expect(ask(room, 'jordan', { type: 'remove', memberId: 'kim' })).toBe('not_authorized')
  expect(ask(room, 'jordan', { type: 'remove', memberId: 'alex' })).toBe('not_authorized')
  expect(ask(room, 'alex', { type: 'remove', memberId: 'alex' })).toBe('not_authorized')
  expect(ask(room, 'mina', { type: 'remove', memberId: 'kim' })).toBe('not_authorized')
  expect(ask(room, 'alex', { type: 'remove', memberId: 'nobody' })).toBe('member_not_found')
  expect(ask(room, 'mina', { type: 'remove', memberId: 'nobody' })).toBe('not_authorized')
  expect(typesOf(ask(room, 'alex', { type: 'remove', memberId: 'kim' }))).toEqual(['member.removed'])
})

test('the host makes guests co-hosts and back; nobody else, and no one else, and not themselves', () => {
  const room = jam({}, 'jordan', 'kim', 'screen')
  const promoted = after(room, 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })
  expect(promoted.members.jordan?.role).toBe('cohost')
  expect(ask(promoted, 'jordan', { type: 'setRole', memberId: 'kim', role: 'cohost' })).toBe('not_authorized')
  expect(ask(promoted, 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })).toEqual([])
  expect(ask(promoted, 'alex', { type: 'setRole', memberId: 'alex', role: 'guest' })).toBe('not_authorized')
  expect(ask(promoted, 'alex', { type: 'setRole', memberId: 'screen', role: 'cohost' })).toBe(
    'member_not_found',
  )
  const back = after(promoted, 'alex', { type: 'setRole', memberId: 'jordan', role: 'guest' })
  expect(back.members.jordan?.role).toBe('guest')
})

test('the host hands the room over and stays as co-host', () => {
  const room = jam({}, 'jordan', 'screen')
  expect(ask(room, 'jordan', { type: 'handOver', memberId: 'jordan' })).toBe('not_authorized')
  expect(ask(room, 'alex', { type: 'handOver', memberId: 'screen' })).toBe('member_not_found')
  expect(ask(room, 'alex', { type: 'handOver', memberId: 'nobody' })).toBe('member_not_found')
  expect(ask(room, 'alex', { type: 'handOver', memberId: 'alex' })).toEqual([])
  const handed = after(room, 'alex', { type: 'handOver', memberId: 'jordan' })
  expect(handed.members).toMatchObject({ alex: { role: 'cohost' }, jordan: { role: 'host' } })
})

test('when the host leaves, the longest-present co-host follows, then the longest-present guest', () => {
  const room = jam({}, 'jordan', 'kim', 'mina', 'screen')
  expect(hostOf(after(room, 'alex', { type: 'leave' }))?.id).toBe('jordan')
  const withCohosts = ['mina', 'kim'].reduce(
    (state, memberId) => after(state, 'alex', { type: 'setRole', memberId, role: 'cohost' }),
    room,
  )
  expect(hostOf(after(withCohosts, 'alex', { type: 'leave' }))?.id).toBe('kim')
})

test('an heir who is connected goes before one who is not', () => {
  const room = after(jam({}, 'jordan', 'kim'), 'alex', {
    type: 'setRole',
    memberId: 'jordan',
    role: 'cohost',
  })
  expect(hostOf(after(room, 'alex', { type: 'leave' }, { present: new Set(['alex', 'kim']) }))?.id).toBe(
    'kim',
  )
  expect(hostOf(after(room, 'alex', { type: 'leave' }, { present: new Set(['alex']) }))?.id).toBe('jordan')
})

test('a guest or a screen that leaves changes nobody’s role; the last person out ends the room', () => {
  const room = jam({}, 'jordan', 'screen')
  expect(typesOf(ask(room, 'jordan', { type: 'leave' }))).toEqual(['member.left'])
  expect(typesOf(ask(room, 'screen', { type: 'leave' }))).toEqual(['member.left'])
  const alone = after(room, 'jordan', { type: 'leave' })
  expect(after(alone, 'alex', { type: 'leave' }).ended).toMatchObject({ reason: 'empty' })
})

test('names are unique in the room, whatever their case or what nobody can see in them', () => {
  expect(uniqueName('Kim', ['Jordan'])).toBe('Kim')
  expect(uniqueName('Kim', ['kim'])).toBe('Kim 2')
  expect(uniqueName('KIM', ['kim', 'Kim 2'])).toBe('KIM 3')
  expect(uniqueName('Ｋｉｍ', ['Kim'])).toBe('Ｋｉｍ 2')
  expect(uniqueName('Ki\u200dm', ['Kim'])).toBe('Ki\u200dm 2')
  expect(uniqueName('Kim\ufe0f', ['Kim'])).toBe('Kim\ufe0f 2')
  expect(uniqueName('Zoe\u0301', ['Zo\u00e9'])).toBe('Zoe\u0301 2')
})

test('a long name that is taken is cut to make room for its number', () => {
  const long = 'x'.repeat(40)
  expect(uniqueName(long, [long])).toBe(`${'x'.repeat(38)} 2`)
})

test('those who left do not hold their names, those who wait do', () => {
  let room = after(jam({ approveJoins: true }, 'jordan'), 'newcomer', joining('kim', 'Kim'))
  room = after(room, 'newcomer', joining('mina', 'Kim'))
  expect(room.members.mina?.name).toBe('Kim 2')
  room = after(room, 'jordan', { type: 'leave' })
  room = after(room, 'newcomer', joining('robin', 'Jordan'))
  expect(room.members.robin?.name).toBe('Jordan')
  room = after(room, 'newcomer', joining('jordan'))
  expect(room.members.jordan?.name).toBe('Jordan 2')
})

test('a member renames themselves; an empty name makes no sense, one’s own changes nothing', () => {
  const room = jam({}, 'jordan', 'screen')
  expect(after(room, 'jordan', { type: 'rename', name: '  Jo  ' }).members.jordan?.name).toBe('Jo')
  expect(after(room, 'jordan', { type: 'rename', name: 'alex' }).members.jordan?.name).toBe('alex 2')
  expect(ask(room, 'jordan', { type: 'rename', name: '\u200b \u202e' })).toBe('bad_request')
  expect(ask(room, 'jordan', { type: 'rename', name: 'Jordan' })).toEqual([])
  expect(ask(room, 'screen', { type: 'rename', name: 'TV' })).toBe('not_authorized')
})

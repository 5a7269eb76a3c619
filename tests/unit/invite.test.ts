import { describe, expect, test } from 'vitest'
import { viewFor } from '~/domain/room/view'
import { after, ask, facts, jam, MINUTE_MS, NOW_MS, typesOf, type Ask } from '../support/rules'

const KIM = '00000000-0000-4000-8000-000000000001'
const MINA = '00000000-0000-4000-8000-000000000002'

/** Only those who were asked, or who may see what is shown, come in. */
const party = (change = {}) => jam({ guestsMayJoin: false, ...change }, 'jordan')

const inviting = (memberId: string, accountId: string, role: 'viewer' | 'controller' = 'viewer'): Ask => ({
  type: 'invite',
  memberId,
  accountId,
  name: memberId,
  role,
})

const coming = (memberId: string, more: object = {}): Ask => ({
  type: 'join',
  memberId,
  name: memberId,
  fallbackName: 'Guest-1000',
  role: 'guest',
  ...more,
})

describe('an invitation', () => {
  test('brings somebody in with the role it names, and the role is kept on coming back', () => {
    const invited = after(party(), 'alex', inviting('kim', KIM, 'controller'))
    expect(invited.members.kim).toMatchObject({ state: 'invited', role: 'controller', accountId: KIM })
    const account = { id: KIM, maySee: false }
    const joined = after(invited, 'newcomer', coming('kim', { account }))
    expect(joined.members.kim).toMatchObject({ state: 'in', role: 'controller', accountId: KIM })
    const back = after(after(joined, 'kim', { type: 'leave' }), 'newcomer', coming('kim', { account }))
    expect(back.members.kim).toMatchObject({ state: 'in', role: 'controller' })
  })

  test('that was declined still stands', () => {
    const declined = after(after(party(), 'alex', inviting('kim', KIM)), 'kim', { type: 'declineInvite' })
    expect(declined.members.kim?.state).toBe('notComing')
    expect(ask(declined, 'kim', { type: 'declineInvite' })).toEqual([])
    const account = { id: KIM, maySee: false }
    expect(after(declined, 'newcomer', coming('kim', { account })).members.kim?.state).toBe('in')
  })

  test('that was taken back opens no door', () => {
    const cancelled = after(after(party(), 'alex', inviting('kim', KIM)), 'alex', {
      type: 'uninvite',
      memberId: 'kim',
    })
    const account = { id: KIM, maySee: false }
    expect(ask(cancelled, 'newcomer', coming('kim', { account }))).toBe('not_authorized')
    expect(ask(cancelled, 'kim', { type: 'declineInvite' })).toBe('not_authorized')
    const again = after(cancelled, 'alex', inviting('other', KIM, 'controller'))
    expect(again.members.kim).toMatchObject({ state: 'invited', role: 'controller' })
  })

  test('can be sent again, with another role; the same again changes nothing', () => {
    const invited = after(party(), 'alex', inviting('kim', KIM))
    expect(ask(invited, 'alex', inviting('other', KIM))).toEqual([])
    const promoted = after(invited, 'alex', inviting('other', KIM, 'controller'))
    expect(promoted.members.kim?.role).toBe('controller')
    expect(promoted.members.other).toBeUndefined()
  })

  test('is a host’s to send, not to oneself, not to who is in, and not beyond the room’s size', () => {
    const room = { ...party({ maxMembers: 3 }) }
    const withAccount = {
      ...room,
      members: { ...room.members, alex: { ...room.members.alex!, accountId: MINA } },
    }
    expect(ask(withAccount, 'jordan', inviting('kim', KIM))).toBe('not_authorized')
    expect(ask(withAccount, 'alex', inviting('mina', MINA))).toBe('bad_request')
    const full = after(withAccount, 'alex', inviting('kim', KIM))
    expect(ask(full, 'alex', inviting('robin', 'another account'))).toBe('session_full')
    const joined = after(full, 'newcomer', coming('kim', { account: { id: KIM, maySee: true } }))
    expect(ask(joined, 'alex', inviting('kim', KIM))).toBe('already_joined')
    expect(ask(joined, 'alex', { type: 'uninvite', memberId: 'kim' })).toBe('member_not_found')
  })

  test('is for hosts to know of', () => {
    const invited = after(party(), 'alex', inviting('kim', KIM))
    expect(Object.keys(viewFor(invited, 'members').members)).not.toContain('kim')
    expect(Object.keys(viewFor(invited, 'hosts').members)).toContain('kim')
  })

  test('that was not answered lets nobody do anything', () => {
    const invited = after(party(), 'alex', inviting('kim', KIM, 'controller'))
    expect(ask(invited, 'kim', { type: 'say', text: 'Hello?' })).toBe('not_authorized')
    expect(ask(invited, 'kim', { type: 'play' })).toBe('not_authorized')
  })
})

describe('a guest who logs in', () => {
  test('becomes known by the account, and keeps a part they were given', () => {
    const room = after(jam({}, 'jordan', 'kim'), 'alex', { type: 'setRole', memberId: 'kim', role: 'cohost' })
    const known = after(room, 'jordan', { type: 'identify', accountId: KIM })
    expect(known.members.jordan).toMatchObject({ accountId: KIM, role: 'viewer' })
    expect(after(room, 'kim', { type: 'identify', accountId: KIM }).members.kim?.role).toBe('cohost')
    expect(ask(known, 'kim', { type: 'identify', accountId: KIM })).toBe('already_joined')
    expect(ask(known, 'jordan', { type: 'identify', accountId: MINA })).toBe('not_authorized')
  })

  test('and was invited has come, with the part that was meant for them; the invitation is done with', () => {
    const invited = after(jam({}, 'jordan'), 'alex', inviting('kim', KIM, 'controller'))
    const known = after(invited, 'jordan', { type: 'identify', accountId: KIM })
    expect(known.members.jordan).toMatchObject({ accountId: KIM, role: 'controller', state: 'in' })
    expect(known.members.kim).toMatchObject({ accountId: null, state: 'uninvited' })
    expect(typesOf(ask(known, 'alex', inviting('other', MINA)))).toEqual(['member.invited'])
  })

  test('and was removed as an account stays a guest', () => {
    const account = { id: KIM, maySee: true }
    const joined = after(jam({}, 'jordan'), 'newcomer', coming('kim', { account }))
    const removed = after(joined, 'alex', { type: 'remove', memberId: 'kim' })
    expect(ask(removed, 'jordan', { type: 'identify', accountId: KIM })).toBe('already_joined')
  })

  test('at the door is shown to hosts alone, as who they are', () => {
    const asking = after(jam({ approveJoins: true }), 'newcomer', coming('jordan'))
    expect(ask(asking, 'jordan', { type: 'identify', accountId: KIM })).toMatchObject([
      { type: 'member.asked', member: { state: 'waiting', accountId: KIM, role: 'viewer' } },
    ])
  })
})

describe('by the link', () => {
  test('those come in who may see what is shown, with the role of the room', () => {
    const account = { id: KIM, maySee: true }
    expect(after(party(), 'newcomer', coming('kim', { account })).members.kim?.role).toBe('viewer')
    const open = party({ joinRole: 'controller' })
    expect(after(open, 'newcomer', coming('kim', { account })).members.kim?.role).toBe('controller')
    expect(ask(party(), 'newcomer', coming('kim', { account: { ...account, maySee: false } }))).toBe(
      'not_authorized',
    )
    expect(ask(party(), 'newcomer', coming('kim'))).toBe('not_authorized')
  })

  test('guests come in where the host lets them, and stay guests', () => {
    const room = party({ guestsMayJoin: true, joinRole: 'controller' })
    expect(after(room, 'newcomer', coming('robin')).members.robin).toMatchObject({
      role: 'guest',
      accountId: null,
    })
  })
})

const locked = (change = {}) =>
  after(party({ guestsMayJoin: true, ...change }), 'alex', { type: 'setPassword', passwordHash: 'hash' })

describe('a password', () => {
  test('is asked of everybody who comes in for the first time, the invited too', () => {
    const room = after(locked(), 'alex', inviting('kim', KIM))
    const account = { id: KIM, maySee: true }
    expect(ask(room, 'newcomer', coming('kim', { account }))).toBe('password_required')
    expect(ask(room, 'newcomer', coming('kim', { account, password: 'wrong' }))).toBe('wrong_room_password')
    expect(after(room, 'newcomer', coming('kim', { account, password: 'right' })).members.kim?.state).toBe(
      'in',
    )
  })

  test('is asked once: who was in comes back without', () => {
    const joined = after(locked(), 'newcomer', coming('robin', { password: 'right' }))
    const left = after(joined, 'robin', { type: 'leave' })
    expect(after(left, 'newcomer', coming('robin')).members.robin?.state).toBe('in')
  })

  test('is the hosts’ to set and to take away, and is in no event', () => {
    expect(ask(party(), 'jordan', { type: 'setPassword', passwordHash: 'hash' })).toBe('not_authorized')
    const events = ask(party(), 'alex', { type: 'setPassword', passwordHash: 'hash' })
    expect(JSON.stringify(events)).not.toContain('hash')
    expect(after(locked(), 'alex', { type: 'setPassword', passwordHash: null }).isLocked).toBe(false)
  })
})

const ensemble = () => {
  let room = after(jam({}, 'jordan', 'kim', 'mina'), 'alex', {
    type: 'setRole',
    memberId: 'jordan',
    role: 'cohost',
  })
  room = after(room, 'alex', { type: 'setRole', memberId: 'kim', role: 'controller' })
  return room
}

const gone = (minutes: number, ...present: string[]) =>
  facts({
    nowMs: NOW_MS + 60 * MINUTE_MS,
    ownerSeenAtMs: NOW_MS + (60 - minutes) * MINUTE_MS,
    present: new Set(present),
  })

describe('taking over', () => {
  test('is for co-hosts once the host has been gone for five minutes', () => {
    expect(ask(ensemble(), 'jordan', { type: 'takeOver' }, gone(4.9, 'jordan'))).toBe('not_authorized')
    const taken = after(ensemble(), 'jordan', { type: 'takeOver' }, gone(5, 'jordan'))
    expect([taken.members.jordan?.role, taken.members.alex?.role]).toEqual(['host', 'cohost'])
  })

  test('is for controllers where no co-host is about, and for nobody else', () => {
    expect(ask(ensemble(), 'kim', { type: 'takeOver' }, gone(5, 'kim', 'jordan'))).toBe('not_authorized')
    expect(typesOf(ask(ensemble(), 'kim', { type: 'takeOver' }, gone(5, 'kim')))).toEqual([
      'member.roleChanged',
      'member.roleChanged',
    ])
    expect(ask(ensemble(), 'mina', { type: 'takeOver' }, gone(60, 'mina'))).toBe('not_authorized')
  })

  test('a host who leaves is followed by a co-host, then a controller', () => {
    const withoutCohost = after(ensemble(), 'jordan', { type: 'leave' })
    expect(after(withoutCohost, 'alex', { type: 'leave' }).members.kim?.role).toBe('host')
    expect(after(ensemble(), 'alex', { type: 'leave' }).members.jordan?.role).toBe('host')
  })
})

const lockedParty = (change = {}) => ({ ...party(change), isLocked: true })
const byLink = (more: object = {}) => coming('robin', { guestLinkId: 'link', ...more })

describe('a link for guests', () => {
  test('stands for an invitation and for the password, and nobody is asked first', () => {
    expect(ask(lockedParty(), 'newcomer', coming('robin'))).toBe('not_authorized')
    const joined = after(lockedParty({ approveJoins: true }), 'newcomer', byLink())
    expect(joined.members.robin).toMatchObject({ state: 'in', role: 'guest', accountId: null })
  })

  test('brings in with what the room gives those who come by its link', () => {
    const joined = after(lockedParty({ joinRole: 'controller' }), 'newcomer', byLink())
    expect(joined.members.robin?.role).toBe('controller')
  })

  test('brings nobody in who was sent away, nor an account that may not see what is on', () => {
    const removed = after(after(lockedParty(), 'newcomer', byLink()), 'alex', {
      type: 'remove',
      memberId: 'robin',
    })
    expect(ask(removed, 'newcomer', byLink())).toBe('not_authorized')
    expect(ask(lockedParty(), 'newcomer', byLink({ account: { id: KIM, maySee: false } }))).toBe(
      'not_authorized',
    )
    const seeing = { account: { id: KIM, maySee: true } }
    expect(after(lockedParty(), 'newcomer', byLink(seeing)).members.robin?.state).toBe('in')
  })

  test('brings in who waits at the door', () => {
    const asking = after(jam({ approveJoins: true }), 'newcomer', coming('robin'))
    expect(asking.members.robin?.state).toBe('waiting')
    expect(after(asking, 'newcomer', byLink()).members.robin?.state).toBe('in')
  })
})

import { setImmediate as nextTick } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { Member } from '~/domain/membership/member'
import { apply } from '~/domain/room/apply'
import { stamp, type Happening } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import { Hub } from '~/sync/hub.server'
import { after, jam, NOW_MS } from '../support/rules'

const nobody = { memberIds: [], count: 0 }
const moment = {
  presence: () => nobody,
  devices: () => ({ byMember: { alex: { state: 'in-sync', errorMs: 4, delayMs: 9 } as const }, counts: {} }),
  waiting: () => null,
}
const hub = new Hub(moment)
const leaving: (() => void)[] = []
afterEach(() => leaving.splice(0).forEach((leave) => leave()))

/** A stream that remembers what it was given, and that nothing may be written to after its end. */
function sit(room: Room, memberId: string) {
  const writes: string[] = []
  let ended = false
  const keep = (chunk: Buffer) => {
    if (ended) throw new Error('Written to after its end')
    writes.push(chunk.toString())
  }
  const remove = hub.add(room, {
    memberId,
    write: keep,
    end(chunk) {
      keep(chunk)
      ended = true
    },
  })
  leaving.push(remove)
  return { writes, remove, hasEnded: () => ended }
}

/** What the node's own copy goes through: folded, and told in the same tick. */
function tell(room: Room, ...happenings: Happening[]): Room {
  const events = stamp(room, happenings, 'alex', NOW_MS)
  const next = events.reduce(apply, room)
  hub.broadcast(next, events)
  return next
}

const said = (text: string): Happening => ({
  type: 'chat.said',
  message: { id: text, memberId: 'alex', text, atMs: NOW_MS },
})

test('[S8] what is thrown at the picture is told to all who are in, and not at the door', () => {
  const room = jam({}, 'jordan', 'kim')
  const atDoor = { ...room.members.kim!, state: 'waiting' as const }
  const withKimWaiting = { ...room, members: { ...room.members, kim: atDoor } }
  const [alex, jordan, kim] = (['alex', 'jordan', 'kim'] as const).map((one) => sit(withKimWaiting, one))
  hub.tellReactions(room.id, { laugh: 2 })
  for (const one of [alex, jordan]) expect(one!.writes).toEqual(['event: reactions\ndata: {"laugh":2}\n\n'])
  expect(kim!.writes).toEqual([])
})

test('[S7] several events of one tick leave as one write, the same bytes for everybody', async () => {
  const room = jam({}, 'jordan', 'kim')
  const [jordan, kim] = [sit(room, 'jordan'), sit(room, 'kim')]
  tell(tell(tell(room, said('one')), said('two'), said('three')), said('four'))
  expect(jordan.writes).toEqual([])
  await nextTick()
  expect(jordan.writes).toHaveLength(1)
  expect(jordan.writes[0]).toMatch(/^id: epoch:5\nevent: events\n.*one.*two.*three.*four/)
  expect(kim.writes).toEqual(jordan.writes)
})

test('[S4] who comes in mid-tick, with some of it in their snapshot, is sent the rest alone', async () => {
  const room = jam({}, 'jordan', 'kim')
  const jordan = sit(room, 'jordan')
  const later = tell(room, said('one'))
  const kim = sit(later, 'kim')
  tell(later, said('two'))
  await nextTick()
  expect(jordan.writes[0]).toMatch(/one.*two/)
  expect(kim.writes[0]).not.toMatch(/one/)
  expect(kim.writes[0]).toMatch(/two/)
})

test('[S8] who is removed hears only that, not what else happened in that tick', async () => {
  const room = jam({}, 'jordan', 'kim')
  const [jordan, kim] = [sit(room, 'jordan'), sit(room, 'kim')]
  tell(tell(room, { type: 'member.removed', memberId: 'kim' }), said('secret'))
  await nextTick()
  expect(kim.writes).toEqual(['event: gone\ndata: {"why":"removed"}\n\n'])
  expect(kim.hasEnded()).toBe(true)
  expect(jordan.writes[0]).toContain('secret')
})

test('[S8] a co-host who is made a guest in the tick in which somebody asks to come in does not hear who', async () => {
  const host = jam({ approveJoins: true }, 'jordan')
  const room = after(host, 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })
  const [alex, jordan] = [sit(room, 'alex'), sit(room, 'jordan')]
  const mina = { ...room.members.jordan!, id: 'mina', name: 'Mina', role: 'guest', state: 'waiting' } as const
  tell(tell(room, { type: 'member.roleChanged', memberId: 'jordan', role: 'guest' }), {
    type: 'member.asked',
    member: mina,
  })
  await nextTick()
  expect(alex.writes.join()).toContain('Mina')
  expect(jordan.writes.join()).not.toContain('Mina')
  expect(jordan.writes[0]).toMatch(/^id: epoch:4\nevent: snapshot\n/)
})

test('[S8] how everyone’s sound stands is for hosts: nobody else is ever told, and who is made one is told at once', async () => {
  const host = jam({}, 'jordan', 'kim')
  const room = after(host, 'alex', { type: 'setRole', memberId: 'jordan', role: 'cohost' })
  const [alex, jordan, kim] = [sit(room, 'alex'), sit(room, 'jordan'), sit(room, 'kim')]
  hub.tellDevices(room.id, moment.devices())
  expect(alex.writes[0]).toMatch(
    /^event: devices\ndata: .*"alex":{"state":"in-sync","errorMs":4,"delayMs":9}/,
  )
  expect(jordan.writes).toEqual(alex.writes)
  expect(kim.writes).toEqual([])
  // The roles change sides.
  tell(
    room,
    { type: 'member.roleChanged', memberId: 'jordan', role: 'guest' },
    { type: 'member.roleChanged', memberId: 'kim', role: 'cohost' },
  )
  await nextTick()
  expect(kim.writes.at(-1)).toMatch(/^event: devices/)
  expect(jordan.writes.slice(1).join()).not.toContain('event: devices')
  hub.tellDevices(room.id, moment.devices())
  expect(jordan.writes.slice(1).join()).not.toContain('event: devices')
})

test('nothing is written to a stream after its last words, whatever happens before it closes', async () => {
  const room = jam({}, 'jordan', 'kim')
  const kim = sit(room, 'kim')
  const stays = sit(room, 'jordan')
  let state = tell(room, { type: 'member.removed', memberId: 'kim' })
  await nextTick()
  state = tell(state, said('later'))
  await nextTick()
  hub.tellPresence(room.id)
  hub.replace(state)
  state = tell(state, { type: 'room.ended', reason: 'host' })
  await nextTick()
  hub.tellPresence(room.id)
  hub.replace(state)
  expect(kim.writes).toHaveLength(1)
  expect(stays.writes.at(-1)).toContain('ended')
  kim.remove()
  stays.remove()
  expect(hub.roomIds()).toEqual([])
})

test('the last words of a room that ends come after its last event, once', async () => {
  const room = jam({}, 'jordan')
  const [alex, jordan] = [sit(room, 'alex'), sit(room, 'jordan')]
  tell(
    room,
    { type: 'member.left', memberId: 'jordan' },
    { type: 'member.left', memberId: 'alex' },
    { type: 'room.ended', reason: 'empty' },
  )
  await nextTick()
  expect(jordan.writes).toEqual(['event: gone\ndata: {"why":"left"}\n\n'])
  expect(alex.writes).toEqual(['event: gone\ndata: {"why":"left"}\n\n'])
})

test('[S4] a room that was read anew is sent as a snapshot, to each as what they are by now', () => {
  const room = jam({ approveJoins: true }, 'jordan', 'kim', 'mina', 'robin')
  const robinWaits: Member = { ...room.members.robin!, state: 'waiting' }
  const waiting: Room = { ...room, members: { ...room.members, robin: robinWaits } }
  const seats = (['alex', 'jordan', 'kim', 'mina', 'robin'] as const).map(
    (id) => [id, sit(waiting, id)] as const,
  )
  const change = (id: string, to: object) => ({ ...waiting.members[id]!, ...to })
  hub.replace({
    ...waiting,
    seq: 900,
    members: {
      ...waiting.members,
      jordan: change('jordan', { role: 'cohost' }),
      kim: change('kim', { state: 'removed' }),
      robin: change('robin', { state: 'in' }),
      knocking: change('robin', { id: 'knocking', name: 'Knocking' }),
    },
  })
  const { alex, jordan, kim, mina, robin } = Object.fromEntries(
    seats.map(([id, { writes }]) => [id, writes.join()]),
  )
  expect(alex).toMatch(/^id: epoch:900\nevent: snapshot/)
  expect(jordan).toContain('Knocking')
  expect(kim).toContain('"why":"removed"')
  expect(mina).toContain('snapshot')
  expect(mina).not.toContain('Knocking')
  expect(robin).toMatch(/^event: admitted/)
})

test('taking a stream away twice takes no other away', async () => {
  const room = jam({}, 'jordan', 'kim')
  const jordan = sit(room, 'jordan')
  jordan.remove()
  const kim = sit(room, 'kim')
  jordan.remove()
  tell(room, said('still there?'))
  await nextTick()
  expect(kim.writes).toHaveLength(1)
  expect(hub.streamCount()).toBe(1)
})

test('a hub that closes ends every stream, and forgets them', () => {
  const closing = new Hub(moment)
  const ended: string[] = []
  for (const memberId of ['alex', 'jordan']) {
    closing.add(jam({}, 'jordan'), { memberId, write: () => {}, end: () => ended.push(memberId) })
  }
  closing.close()
  expect(ended).toEqual(['alex', 'jordan'])
  expect(closing.streamCount()).toBe(0)
})

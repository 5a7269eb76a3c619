import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { members, messages, roomEvents, rooms } from '~/db/schema/rooms'
import { foldLog } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import { LOG_KEPT_EVENTS, LOG_KEPT_MS, trimLog, trimOldLogs } from '~/sync/store/log.server'
import { loadRoom } from '~/sync/store/room-rows.server'
import { freshDatabase } from '../support/database'
import { accepted, join, openJam, say, startAnotherEngine, startEngine, track } from '../support/engine'

const database = await freshDatabase()
const { db } = database
const engine = await startEngine(database)
const other = await startAnotherEngine(database)

async function logOf(roomId: string): Promise<RoomEvent[]> {
  const rows = await db
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(eq(roomEvents.roomId, roomId))
    .orderBy(asc(roomEvents.seq))
  return rows.map((row) => row.body as RoomEvent)
}

test('the first song of a silent room plays, the second waits', async () => {
  const { room, alex } = await openJam(engine)
  const jordan = await join(engine, room.id, 'Jordan')
  const add = (memberId: string, title: string) =>
    engine.rooms.execute(room.id, { memberId }, { id: randomUUID(), type: 'add', track: track(title) })
  await add(alex, 'Ode to Joy')
  const done = accepted(await add(jordan, 'Greensleeves'))
  expect(done.room.current?.track.title).toBe('Ode to Joy')
  expect(done.room.queue.map((item) => item.track.title)).toEqual(['Greensleeves'])
  expect(await loadRoom(db, room.id)).toEqual(done.room)
})

test('[S11] a command that is sent twice is done once, whichever node it reaches', async () => {
  const { room, alex } = await openJam(engine)
  const id = randomUUID()
  const first = accepted(await say(engine, room.id, alex, 'hello', id))
  await say(engine, room.id, alex, 'something in between')
  for (const node of [engine, other]) {
    const again = accepted(await say(node, room.id, alex, 'hello', id))
    expect(again.seq).toBe(first.seq)
    expect(again.events).toEqual([])
  }
  expect((await engine.rooms.read(room.id))?.messages.map(({ text }) => text)).toEqual([
    'hello',
    'something in between',
  ])
})

test('[S11] twenty copies of one command at once, on two nodes, are one', async () => {
  const { room, alex } = await openJam(engine)
  const id = randomUUID()
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) => say(index % 2 ? engine : other, room.id, alex, 'once', id)),
  )
  expect(new Set(outcomes.map((outcome) => accepted(outcome).seq)).size).toBe(1)
  expect(outcomes.filter((outcome) => accepted(outcome).events.length > 0)).toHaveLength(1)
  expect((await engine.rooms.read(room.id))?.messages).toHaveLength(1)
})

test('[S11] the id of one member’s command is refused to another, and tells them nothing', async () => {
  const { room, alex } = await openJam(engine)
  const jordan = await join(engine, room.id, 'Jordan')
  const id = randomUUID()
  accepted(await say(engine, room.id, alex, 'mine', id))
  expect(await say(engine, room.id, jordan, 'mine too', id)).toEqual({ refusal: 'changed_meanwhile' })
  // In another room the same id is just an id.
  const elsewhere = await openJam(engine)
  accepted(await say(engine, elsewhere.room.id, elsewhere.alex, 'mine again', id))
})

test('[S11] a refused command may be sent again and is decided anew', async () => {
  const { room, alex } = await openJam(engine, { guestsMayAdd: false })
  const jordan = await join(engine, room.id, 'Jordan')
  const command = { id: randomUUID(), type: 'add', track: track('Ode to Joy') } as const
  expect(await engine.rooms.execute(room.id, { memberId: jordan }, command)).toEqual({
    refusal: 'not_authorized',
  })
  await engine.rooms.execute(
    room.id,
    { memberId: alex },
    { id: randomUUID(), type: 'setRole', memberId: jordan, role: 'cohost' },
  )
  expect(accepted(await engine.rooms.execute(room.id, { memberId: jordan }, command)).room.current?.id).toBe(
    command.id,
  )
})

test('[S1] a refused command leaves no trace', async () => {
  const { room, alex } = await openJam(engine)
  const jordan = await join(engine, room.id, 'Jordan')
  const before = await loadRoom(db, room.id)
  const outcome = await engine.rooms.execute(room.id, { memberId: jordan }, { id: randomUUID(), type: 'end' })
  expect(outcome).toEqual({ refusal: 'not_authorized' })
  expect(await loadRoom(db, room.id)).toEqual(before)
  // The same from the host is accepted: it was the person, not the command.
  accepted(await engine.rooms.execute(room.id, { memberId: alex }, { id: randomUUID(), type: 'end' }))
})

test('[S1] a command whose rows cannot be written writes nothing, and the room goes on', async () => {
  const { room, alex } = await openJam(engine)
  const before = await loadRoom(db, room.id)
  await expect(say(engine, room.id, alex, 'hello', 'not a uuid')).rejects.toThrow()
  expect(await loadRoom(db, room.id)).toEqual(before)
  expect((await engine.rooms.read(room.id))?.messages).toEqual([])
  accepted(await say(engine, room.id, alex, 'still here'))
})

test('[S1, S2] a hundred commands at once, through two nodes: all are done, once, in one order', async () => {
  const { room } = await openJam(engine)
  const people = await Promise.all(
    ['Jordan', 'Kim', 'Mina', 'Robin'].map((name) => join(engine, room.id, name)),
  )
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      say(index % 2 ? engine : other, room.id, people[index % 4]!, `message ${index}`),
    ),
  )
  const seqs = outcomes.map((outcome) => accepted(outcome).seq)
  expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 6))

  const log = await logOf(room.id)
  expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
  const rows = await db.select().from(messages).where(eq(messages.roomId, room.id)).orderBy(asc(messages.seq))
  expect(new Set(rows.map((row) => row.text)).size).toBe(100)
  const [here, there] = await Promise.all([engine.rooms.read(room.id), other.rooms.read(room.id)])
  expect(here).toEqual(await loadRoom(db, room.id))
  expect(there).toEqual(here)
  expect(foldLog(log)).toEqual(here)
})

test('two joins at once from one browser make one member, on one node or two', async () => {
  const { room } = await openJam(engine)
  const personId = randomUUID()
  const joinOn = (node: typeof engine) =>
    node.rooms.execute(
      room.id,
      { personId },
      {
        id: randomUUID(),
        type: 'join',
        memberId: randomUUID(),
        name: 'Jordan',
        fallbackName: 'Guest-1000',
        role: 'guest',
      },
    )
  const outcomes = await Promise.all([joinOn(engine), joinOn(other), joinOn(engine), joinOn(other)])
  expect(outcomes.filter((outcome) => !('refusal' in outcome))).toHaveLength(1)
  expect(outcomes).toContainEqual({ refusal: 'already_joined' })
  const rows = await db.select().from(members).where(eq(members.personId, personId))
  expect(rows).toHaveLength(1)
})

test('nobody comes in under the id of somebody who is or was there', async () => {
  const { room } = await openJam(engine)
  const jordan = await join(engine, room.id, 'Jordan')
  await engine.rooms.execute(room.id, { memberId: jordan }, { id: randomUUID(), type: 'leave' })
  const before = await loadRoom(db, room.id)
  const outcome = await engine.rooms.execute(
    room.id,
    { personId: randomUUID() },
    {
      id: randomUUID(),
      type: 'join',
      memberId: jordan,
      name: 'Robin',
      fallbackName: 'Guest-1',
      role: 'guest',
    },
  )
  expect(outcome).toEqual({ refusal: 'changed_meanwhile' })
  expect(await loadRoom(db, room.id)).toEqual(before)
})

test('a newcomer can only come in, a stranger’s id can do nothing, an unknown room is not found', async () => {
  const { room } = await openJam(engine)
  const text = { id: randomUUID(), type: 'say', text: 'hello' } as const
  expect(await engine.rooms.execute(room.id, { personId: randomUUID() }, text)).toEqual({
    refusal: 'bad_request',
  })
  expect(await engine.rooms.execute(room.id, { memberId: randomUUID() }, text)).toEqual({
    refusal: 'not_authorized',
  })
  expect(await engine.rooms.execute(randomUUID(), 'clock', { id: randomUUID(), type: 'tick' })).toEqual({
    refusal: 'session_not_found',
  })
})

test('thirty rooms that are read at once by a node that knows none of them all come, whole', async () => {
  const opened = await Promise.all(Array.from({ length: 30 }, () => openJam(engine)))
  const late = await startAnotherEngine(database)
  const read = await Promise.all(opened.map(({ room }) => late.rooms.read(room.id)))
  expect(read.map((room) => room?.id)).toEqual(opened.map(({ room }) => room.id))
  expect(late.rooms.heldCount()).toBeGreaterThanOrEqual(30)
})

test('a room is found by its code, and another code finds nothing', async () => {
  const { room } = await openJam(engine)
  expect((await other.rooms.findByCode(room.code))?.id).toBe(room.id)
  expect(await other.rooms.findByCode('AAAAAAAA')).toBeNull()
})

test('[S4] a node whose copy is older than the log reaches back reads the room anew, whole', async () => {
  const { room, alex } = await openJam(engine)
  await other.rooms.read(room.id)
  const before = other.rooms.held(room.id)!
  // Behind the engine's back, so that the other node hears nothing of it.
  const mute = await startAnotherEngine(database)
  mute.bus.publish = () => {}
  let seq = 0
  for (let count = 0; count < 8; count++)
    seq = accepted(await say(mute, room.id, alex, `message ${count}`)).seq
  await trimLog(db, room.id, seq - 3 + LOG_KEPT_EVENTS)
  expect((await logOf(room.id)).map((event) => event.seq)).toEqual([seq - 2, seq - 1, seq])
  expect(before.seq).toBe(1)
  expect((await other.rooms.read(room.id))?.messages).toHaveLength(8)
  expect(await other.rooms.read(room.id)).toEqual(await loadRoom(db, room.id))
})

test('[S4] a log that has been emptied by its age is no reason to stay behind', async () => {
  const { room, alex } = await openJam(engine)
  await other.rooms.read(room.id)
  const mute = await startAnotherEngine(database)
  mute.bus.publish = () => {}
  accepted(await say(mute, room.id, alex, 'before'))
  await trimOldLogs(db, engine.clock.nowMs() + LOG_KEPT_MS + 1_000)
  expect(await logOf(room.id)).toEqual([])
  expect((await other.rooms.read(room.id))?.messages).toHaveLength(1)
  accepted(await say(other, room.id, alex, 'after'))
})

test('[S4] a room whose log does not continue the one before it is read anew, by readers and writers alike', async () => {
  const { room, alex } = await openJam(engine)
  accepted(await say(engine, room.id, alex, 'lost with the backup'))
  await other.rooms.read(room.id)
  // A backup from before the message is put back under the running nodes.
  await db.delete(messages).where(eq(messages.roomId, room.id))
  await db.execute(sql`delete from room_event where room_id = ${room.id} and seq > 1`)
  await db.update(rooms).set({ seq: 1, epoch: randomUUID() }).where(eq(rooms.id, room.id))
  expect((await other.rooms.read(room.id))?.messages).toEqual([])
  const done = accepted(await say(engine, room.id, alex, 'a new beginning'))
  expect([done.seq, done.room.messages.map(({ text }) => text)]).toEqual([2, ['a new beginning']])
  expect(done.room).toEqual(await loadRoom(db, room.id))
})

test('[S9] time never runs backwards in a room, whatever the node’s clock says', async () => {
  const { room, alex } = await openJam(engine)
  accepted(await say(engine, room.id, alex, 'from an hour ahead'))
  await db.execute(
    sql`update room set updated_at_ms = updated_at_ms + 3600000, epoch = ${randomUUID()} where id = ${room.id}`,
  )
  const ahead = (await engine.rooms.read(room.id))!.updatedAtMs
  const done = accepted(await say(engine, room.id, alex, 'from now'))
  expect(done.room.updatedAtMs).toBe(ahead)
  expect(engine.clock.nowMs()).toBeLessThan(ahead)
})

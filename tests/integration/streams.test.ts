import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { roomEvents } from '~/db/schema/rooms'
import type { RoomEvent } from '~/domain/room/event'
import { isFor, viewFor } from '~/domain/room/view'
import type { Engine } from '~/sync/engine.server'
import { showPosition } from '~/sync/frames'
import { TAIL_EVENTS } from '~/sync/replica.server'
import type { Command } from '~/domain/room/command'
import { seededRandom } from '../support/chaos-bus'
import { freshDatabase } from '../support/database'
import { accepted, join, openJam, say, startAnotherEngine, startEngine, track } from '../support/engine'
import { serveStreams } from '../support/streams'

const database = await freshDatabase()
const engine = await startEngine(database)
const other = await startAnotherEngine(database)
const open = await serveStreams(engine)
const openAtOther = await serveStreams(other)

type CommandBody = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

async function does(node: Engine, roomId: string, memberId: string, body: CommandBody) {
  return accepted(await node.rooms.execute(roomId, { memberId }, { id: randomUUID(), ...body } as Command))
}

async function logOf(roomId: string): Promise<RoomEvent[]> {
  const rows = await database.db
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(eq(roomEvents.roomId, roomId))
    .orderBy(asc(roomEvents.seq))
  return rows.map((row) => row.body as RoomEvent)
}

test('[S4] a stream begins with how to come back, a snapshot and its position, and goes on with events', async () => {
  const { room, alex } = await openJam(engine)
  const reader = open(room.id, alex)
  const snapshot = await reader.until(() => reader.all('snapshot')[0])
  expect(snapshot).toMatchObject({ memberId: alex, room: { id: room.id, seq: 1 } })
  expect(reader.lastId).toBe(`${room.epoch}:1`)
  const { seq } = await does(engine, room.id, alex, { type: 'add', track: track('Ode to Joy') })
  await reader.untilSeq(seq)
  expect(reader.events().map((event) => event.type)).toEqual(['queue.added', 'playback.movedOn'])
  expect(reader.room()).toEqual(engine.rooms.held(room.id))
})

test('[S4] streams cut a hundred times mid-burst, on two nodes in turn, miss nothing, double nothing, keep the order', async () => {
  const { room, alex } = await openJam(engine, { approveJoins: true })
  const kim = await comeIn(room.id, alex, 'Kim')
  const random = seededRandom(4)
  const burst = { goesOn: true }
  const writers = [engine, other, engine].map(async (node) => {
    while (burst.goesOn) {
      await say(node, room.id, alex, 'one of many')
      // What only hosts may see makes the guest's numbers skip.
      if (random() < 0.2) await join(node, room.id, 'Mina')
    }
  })
  const heard: RoomEvent[] = []
  let last = ''
  let snapshots = 0
  for (let cuts = 0; cuts <= 100; cuts++) {
    const reader = (cuts % 2 ? open : openAtOther)(room.id, kim, last)
    const wanted = 1 + Math.floor(random() * 4)
    await reader.until(({ frames }) => frames.filter(({ id }) => id).length > wanted)
    reader.cut()
    heard.push(...reader.events())
    snapshots += reader.all('snapshot').length
    last = reader.lastId
  }
  burst.goesOn = false
  await Promise.all(writers)

  const log = await logOf(room.id)
  const final = open(room.id, kim, last)
  await final.untilSeq(log.length)
  heard.push(...final.events())
  // The first stream began with a snapshot; what lies before it was never owed.
  expect(snapshots).toBe(1)
  const owed = log.filter((event) => event.seq >= heard[0]!.seq && isFor(event, 'members'))
  expect(heard.map((event) => event.seq)).toEqual(owed.map((event) => event.seq))
  expect(heard).toEqual(owed)
  // Without a burst, and without numbers that are skipped, this would have tested little.
  expect(heard.length).toBeGreaterThan(200)
  expect(log.some((event) => event.type === 'member.asked' && event.seq > heard[0]!.seq)).toBe(true)
})

test('[S4] a position too old for the tail, from another epoch or from nowhere gets a snapshot', async () => {
  const { room, alex } = await openJam(engine)
  for (let count = 0; count < TAIL_EVENTS + 5; count++) await say(engine, room.id, alex, `${count}`)
  const { seq } = engine.rooms.held(room.id)!
  const { epoch } = room
  const firstFrame = async (last: string) => {
    const reader = open(room.id, alex, last)
    await reader.until(({ frames }) => frames.length > 0)
    reader.cut()
    return [reader.frames[0]!.event, reader.events().length]
  }
  expect(await firstFrame(showPosition({ epoch, seq: 2 }))).toEqual(['snapshot', 0])
  expect(await firstFrame(showPosition({ epoch, seq: seq + 1_000 }))).toEqual(['snapshot', 0])
  expect(await firstFrame(showPosition({ epoch: randomUUID(), seq: seq - 1 }))).toEqual(['snapshot', 0])
  expect(await firstFrame('nonsense')).toEqual(['snapshot', 0])
  // And one that the tail does reach gets just what it missed.
  expect(await firstFrame(showPosition({ epoch, seq: seq - 7 }))).toEqual(['events', 7])
  expect(await firstFrame(showPosition({ epoch, seq }))).toEqual([undefined, 0])
})

test('[S4] a reader that comes from a node that is ahead is not set back', async () => {
  const { room, alex } = await openJam(engine)
  await other.rooms.read(room.id)
  const mute = await startAnotherEngine(database)
  mute.bus.publish = () => {}
  const { seq } = accepted(await say(mute, room.id, alex, 'heard over there'))
  expect(other.rooms.held(room.id)?.seq).toBeLessThan(seq)
  const reader = openAtOther(room.id, alex, showPosition({ epoch: room.epoch, seq }))
  await reader.untilSeq(seq)
  expect(reader.all('snapshot')).toEqual([])
  expect(reader.events()).toEqual([])
})

test('[S8] what only hosts may see never reaches a guest, whose position moves on all the same', async () => {
  const { room, alex } = await openJam(engine, { approveJoins: true })
  const kim = await comeIn(room.id, alex, 'Kim')
  const [host, guest] = [open(room.id, alex), open(room.id, kim)]
  await Promise.all([host, guest].map((reader) => reader.until(() => reader.room())))
  const mina = await join(engine, room.id, 'Mina')
  const { seq } = await does(engine, room.id, alex, { type: 'decline', memberId: mina })
  await Promise.all([host.untilSeq(seq), guest.untilSeq(seq)])
  expect(host.events().map((event) => event.type)).toEqual(['member.asked', 'member.declined'])
  expect(guest.events()).toEqual([])
  expect(JSON.stringify(guest.frames)).not.toContain(mina)
  expect(JSON.stringify(host.frames)).toContain(mina)

  const back = open(room.id, kim, showPosition({ epoch: room.epoch, seq: seq - 2 }))
  await back.untilSeq(seq)
  expect(JSON.stringify(back.frames)).not.toContain(mina)
})

test('[S8] a removed member’s stream ends at once, tells nothing of what follows, and cannot be followed again', async () => {
  const { room, alex } = await openJam(engine)
  const kim = await join(engine, room.id, 'Kim')
  const jordan = await join(engine, room.id, 'Jordan')
  const readers = [open(room.id, kim), openAtOther(room.id, kim)]
  const staying = open(room.id, jordan)
  await Promise.all([...readers, staying].map((reader) => reader.until(() => reader.room())))
  const removal = does(engine, room.id, alex, { type: 'remove', memberId: kim })
  const secret = await say(engine, room.id, alex, 'now that Kim is gone')
  await removal
  for (const reader of readers) {
    await reader.closed
    expect(reader.frames.at(-1)).toEqual({ event: 'gone', data: { why: 'removed' } })
    expect(JSON.stringify(reader.frames)).not.toContain('now that Kim is gone')
  }
  await staying.untilSeq(accepted(secret).seq)
  expect(staying.isClosed).toBe(false)

  const again = open(room.id, kim, readers[0]!.lastId)
  await again.closed
  expect(again.frames).toEqual([{ event: 'gone', data: { why: 'removed' } }])
})

test('[S8] every tab of a member who leaves is told, and a stranger gets no stream', async () => {
  const { room } = await openJam(engine)
  const kim = await join(engine, room.id, 'Kim')
  const tabs = [open(room.id, kim), open(room.id, kim)]
  await Promise.all(tabs.map((tab) => tab.until(() => tab.room())))
  await does(engine, room.id, kim, { type: 'leave' })
  for (const tab of tabs) {
    await tab.closed
    expect(tab.frames.at(-1)?.data).toEqual({ why: 'left' })
  }
  const stranger = open(room.id, randomUUID())
  await stranger.closed
  expect(stranger.frames).toEqual([])
})

test('[S8] someone at the door hears nothing but that they were let in, or turned away', async () => {
  const { room, alex } = await openJam(engine, { approveJoins: true })
  const [mina, robin] = [await join(engine, room.id, 'Mina'), await join(engine, room.id, 'Robin')]
  const [minas, robins] = [open(room.id, mina), openAtOther(room.id, robin)]
  const host = open(room.id, alex)
  await host.until(() => host.room())
  await other.rooms.read(room.id)
  // They must be sitting there before the talk begins, or silence would prove nothing.
  await expect
    .poll(() => [engine.hub.streamCount() > 1, other.hub.roomIds().includes(room.id)])
    .toEqual([true, true])
  const { seq } = accepted(await say(engine, room.id, alex, 'who is at the door?'))
  await host.untilSeq(seq)
  await does(engine, room.id, alex, { type: 'admit', memberId: mina })
  await does(engine, room.id, alex, { type: 'decline', memberId: robin })
  await Promise.all([minas.closed, robins.closed])
  expect(minas.frames).toEqual([{ event: 'admitted', data: { memberId: mina } }])
  expect(robins.frames).toEqual([{ event: 'gone', data: { why: 'declined' } }])
  const inside = open(room.id, mina)
  expect((await inside.until(() => inside.room())).messages[0]?.text).toBe('who is at the door?')
})

test('[S8] a guest who becomes co-host is shown who waits; one who is no longer is shown it no more', async () => {
  const { room, alex } = await openJam(engine, { approveJoins: true })
  const kim = await comeIn(room.id, alex, 'Kim')
  const mina = await join(engine, room.id, 'Mina')
  const reader = open(room.id, kim)
  expect((await reader.until(() => reader.room())).members[mina]).toBeUndefined()

  const promoted = await does(engine, room.id, alex, { type: 'setRole', memberId: kim, role: 'cohost' })
  await reader.untilSeq(promoted.seq)
  expect(reader.room()?.members[mina]?.state).toBe('waiting')
  expect(reader.room()).toEqual(viewFor(engine.rooms.held(room.id)!, 'hosts'))

  const demoted = await does(engine, room.id, alex, { type: 'setRole', memberId: kim, role: 'guest' })
  await reader.untilSeq(demoted.seq)
  expect(reader.room()?.members[mina]).toBeUndefined()
  const robin = await join(engine, room.id, 'Robin')
  await reader.untilSeq(demoted.seq + 1)
  expect(JSON.stringify(reader.frames)).not.toContain(robin)
})

test('everybody hears that the room has ended, and then their streams end, the door’s too', async () => {
  const { room, alex } = await openJam(engine, { approveJoins: true })
  const kim = await comeIn(room.id, alex, 'Kim')
  const mina = await join(engine, room.id, 'Mina')
  const [host, guest, door] = [open(room.id, alex), openAtOther(room.id, kim), open(room.id, mina)]
  await Promise.all([host, guest].map((reader) => reader.until(() => reader.room())))
  await expect.poll(() => engine.hub.streamCount()).toBeGreaterThan(1)
  await does(engine, room.id, alex, { type: 'end' })
  await Promise.all([host.closed, guest.closed, door.closed])
  for (const reader of [host, guest]) {
    expect(reader.events().at(-1)).toMatchObject({ type: 'room.ended', reason: 'host' })
    expect(reader.frames.at(-1)?.data).toEqual({ why: 'ended' })
  }
  expect(door.frames).toEqual([{ event: 'gone', data: { why: 'ended' } }])
})

test('[S7] a reader that reads nothing is cut past its bound, and delays nobody', async () => {
  const { room, alex } = await openJam(engine)
  const kim = await join(engine, room.id, 'Kim')
  const jordan = await join(engine, room.id, 'Jordan')
  const [slow, quick] = [open(room.id, kim), open(room.id, jordan)]
  await Promise.all([slow, quick].map((reader) => reader.until(() => reader.room())))
  slow.stopReading()
  const streams = engine.hub.streamCount()
  // The kernel takes some megabytes by itself before anything piles up here.
  const text = 'x'.repeat(60_000)
  const held = engine.rooms.held(room.id)!
  let seq = held.seq
  await expect
    .poll(
      () => {
        seq += 1
        const message = { id: randomUUID(), memberId: alex, text, atMs: 0 }
        engine.hub.broadcast({ ...held, seq }, [{ type: 'chat.said', message, seq, atMs: 0, by: alex }])
        return engine.hub.streamCount()
      },
      { interval: 1, timeout: 20_000 },
    )
    .toBe(streams - 1)
  await quick.untilSeq(seq)
  expect(quick.events().map((event) => event.seq)).toEqual(
    Array.from({ length: seq - held.seq }, (_, index) => held.seq + 1 + index),
  )
  expect(quick.isClosed).toBe(false)
})

test('[S7] a snapshot larger than the bound does not cut the reader it is for', async () => {
  const { room, alex } = await openJam(engine)
  const text = 'x'.repeat(500)
  for (let count = 0; count < 100; count++) await say(engine, room.id, alex, `${count} ${text}`)
  for (let count = 0; count < 40; count++) await join(engine, room.id, `Guest ${count}`)
  for (let count = 0; count < 100; count++) {
    await does(engine, room.id, alex, { type: 'add', track: track(`${count} ${text}`) })
  }
  const reader = open(room.id, alex)
  // In the same tick as the snapshot is written, while all of it is still in the queue.
  const said = Promise.all(Array.from({ length: 10 }, () => say(engine, room.id, alex, text)))
  const { seq } = accepted((await said).at(-1)!)
  await reader.untilSeq(seq)
  expect(JSON.stringify(reader.frames[0]).length).toBeGreaterThan(100_000)
  expect(reader.isClosed).toBe(false)
})

test('a removed reader that reads nothing holds no seat, and what follows harms nobody', async () => {
  const { room, alex } = await openJam(engine)
  const kim = await join(engine, room.id, 'Kim')
  const slow = open(room.id, kim)
  await slow.until(() => slow.room())
  slow.stopReading()
  expect(engine.hub.roomIds()).toContain(room.id)
  await does(engine, room.id, alex, { type: 'remove', memberId: kim })
  await expect.poll(() => engine.hub.roomIds()).not.toContain(room.id)
  // Events, presence and keep-alives after the last words: writing to an ended response would be an uncaught error.
  for (let count = 0; count < 5; count++) await say(engine, room.id, alex, 'anybody?')
  engine.hub.tellPresence(room.id)
  expect(slow.isClosed).toBe(false)
})

/** Somebody who asked and was let in. */
async function comeIn(roomId: string, hostId: string, name: string): Promise<string> {
  const memberId = await join(engine, roomId, name)
  await does(engine, roomId, hostId, { type: 'admit', memberId })
  return memberId
}

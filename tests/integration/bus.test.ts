import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { afterAll, expect, test } from 'vitest'
import { connect, type Db } from '~/db/client.server'
import type { BusMessage } from '~/sync/bus/bus'
import { PostgresBus } from '~/sync/bus/postgres.server'
import { loadRoom } from '~/sync/store/room-rows.server'
import { ChaosNet } from '../support/chaos-bus'
import { freshDatabase } from '../support/database'
import { accepted, join, openJam, say, startAnotherEngine, startEngine } from '../support/engine'
import { serveStreams } from '../support/streams'

const database = await freshDatabase()
const { address, db } = database

const moved = (roomId: string, seq: number): BusMessage => ({ type: 'moved', roomId, seq })

async function openBus() {
  const bus = await PostgresBus.open(address)
  afterAll(() => bus.close())
  const heard: BusMessage[] = []
  bus.subscribe((message) => heard.push(message))
  return { bus, heard }
}

/** Everything that is notified in this database, as it is sent. */
async function listenIn(): Promise<string[]> {
  const ear = connect(address, 1)
  afterAll(() => ear.end({ timeout: 1 }))
  const payloads: string[] = []
  await ear.listen('tutti', (payload) => payloads.push(payload))
  return payloads
}

test('[S5] whatever the bus loses, repeats or reorders, both nodes’ readers get everything in order', async () => {
  const net = new ChaosNet(7)
  const [here, there] = [
    await startEngine(database, net.join()),
    await startAnotherEngine(database, net.join()),
  ]
  const { room, alex } = await openJam(here)
  const kim = await join(there, room.id, 'Kim')
  const readers = [(await serveStreams(here))(room.id, alex), (await serveStreams(there))(room.id, kim)]
  await Promise.all(readers.map((reader) => reader.until(() => reader.room())))
  const firstSeq = readers.map((reader) => reader.seq)

  const writers = [here, there, here, there].map(async (node, index) => {
    for (let count = 0; count < 60; count++)
      await say(node, room.id, index % 2 ? kim : alex, `${index}:${count}`)
  })
  await Promise.all(writers)
  const { seq } = (await here.rooms.read(room.id))!
  const writtenAtMs = performance.now()
  await Promise.all(readers.map((reader) => reader.untilSeq(seq)))
  // One sweep a second, and a little for a busy machine.
  expect(performance.now() - writtenAtMs).toBeLessThan(3_000)
  for (const [index, reader] of readers.entries()) {
    const from = firstSeq[index]!
    expect(reader.events().map((event) => event.seq)).toEqual(
      Array.from({ length: seq - from }, (_, offset) => from + 1 + offset),
    )
    expect(reader.all('snapshot')).toHaveLength(1)
    expect(reader.room()?.messages).toEqual((await loadRoom(db, room.id))!.messages)
  }
  expect(Math.min(net.lost, net.repeated)).toBeGreaterThan(20)
})

test('[S5] a writer that dies between its commit and its hint delays the others by a sweep and loses nothing', async () => {
  const deaf = new ChaosNet(1, { lose: 1 })
  const [writer, node] = [
    await startEngine(database, deaf.join()),
    await startAnotherEngine(database, deaf.join()),
  ]
  const { room, alex } = await openJam(writer)
  const reader = (await serveStreams(node))(room.id, alex)
  await reader.until(() => reader.room())
  const { seq } = accepted(await say(writer, room.id, alex, 'my last words'))
  await writer.close()
  await reader.untilSeq(seq)
  expect(reader.events().map((event) => event.type)).toEqual(['chat.said'])
  expect(deaf.lost).toBeGreaterThan(0)
  expect(deaf.delivered).toBe(0)
})

test('[S5] a hint about a room that a node does not hold makes it read nothing', async () => {
  const [writer, idle] = [await startEngine(database), await startAnotherEngine(database)]
  const heard: string[] = []
  idle.bus.subscribe((message) => 'roomId' in message && heard.push(message.roomId))
  const { room, alex } = await openJam(writer)
  await say(writer, room.id, alex, 'hello')
  await expect.poll(() => heard).toContain(room.id)
  expect(idle.rooms.held(room.id)).toBeNull()
})

test('[S6] a hint leaves after the commit, and no statement of a command notifies', async () => {
  const statements: string[] = []
  const client = connect(address)
  afterAll(() => client.end())
  const spied: Db = drizzle(client, { logger: { logQuery: (query) => statements.push(query) } })
  const { bus } = await openBus()
  const engine = await startEngine({ address, db: spied }, bus)
  const { room, alex } = await openJam(engine)

  // A connection that is open already asks in the very moment of publishing, before any commit could still arrive.
  const witness = connect(address, 1)
  afterAll(() => witness.end())
  await witness`select 1`
  const seen: Promise<boolean>[] = []
  const publish = bus.publish.bind(bus)
  bus.publish = (message) => {
    if (message.type === 'moved') {
      const { roomId, seq } = message
      seen.push(witness`select seq from room where id = ${roomId}`.then(([row]) => Number(row!.seq) >= seq))
    }
    publish(message)
  }
  for (let count = 0; count < 50; count++) await say(engine, room.id, alex, `${count}`)
  expect(await Promise.all(seen)).toEqual(Array.from({ length: 50 }, () => true))
  expect(statements.length).toBeGreaterThan(200)
  expect(statements.filter((statement) => /notify/i.test(statement))).toEqual([])
})

test('[S6] what piles up while a NOTIFY is on its way leaves together, the latest of each room alone', async () => {
  const [{ bus }, { heard }, payloads] = [await openBus(), await openBus(), await listenIn()]
  const rooms = Array.from({ length: 300 }, () => randomUUID())
  for (let seq = 1; seq <= 20; seq++) for (const roomId of rooms) bus.publish(moved(roomId, seq))
  const latest = () =>
    new Map(heard.flatMap((message) => ('seq' in message ? [[message.roomId, message.seq]] : [])))
  await expect.poll(() => rooms.every((roomId) => latest().get(roomId) === 20)).toBe(true)
  // 6,000 hints: the first alone, the others coalesced into a few full notifications.
  expect(heard.length).toBeLessThan(700)
  expect(payloads.length).toBeLessThan(30)
  expect(Math.max(...payloads.map((payload) => Buffer.byteLength(payload)))).toBeLessThan(8_000)
})

test('a bus hears itself, until it is told not to listen any more', async () => {
  const { bus, heard } = await openBus()
  const roomId = randomUUID()
  const others: BusMessage[] = []
  const stop = bus.subscribe((message) => others.push(message))
  bus.publish(moved(roomId, 1))
  await expect.poll(() => heard).toEqual([moved(roomId, 1)])
  stop()
  bus.publish(moved(roomId, 2))
  await expect.poll(() => heard).toHaveLength(2)
  expect(others).toHaveLength(1)
  expect(bus.health().healthy).toBe(true)
})

test('[S5] a bus whose connections are killed hears and is heard again, by itself', async () => {
  const [sender, receiver] = [await openBus(), await openBus()]
  const roomId = randomUUID()
  sender.bus.publish(moved(roomId, 1))
  await expect.poll(() => receiver.heard).toContainEqual(moved(roomId, 1))
  const killed = await db.execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  // Two buses with two connections each, and whatever else stood open.
  expect(killed.length).toBeGreaterThanOrEqual(4)
  let seq = 1
  await expect
    .poll(
      () => {
        sender.bus.publish(moved(roomId, ++seq))
        return receiver.heard.some((message) => 'seq' in message && message.seq > 1)
      },
      { interval: 100, timeout: 15_000 },
    )
    .toBe(true)
  expect(receiver.bus.health().healthy).toBe(true)
})

test('what somebody else notifies on the channel harms no node', async () => {
  const { bus, heard } = await openBus()
  const outsider = connect(address, 1)
  for (const payload of ['', 'hello', '{"type":"moved"}', '[null, 7, {"type":"unheard of"}]', '[']) {
    await outsider.notify('tutti', payload)
  }
  await outsider.end()
  const roomId = randomUUID()
  bus.publish(moved(roomId, 1))
  await expect.poll(() => heard).toContainEqual(moved(roomId, 1))
})

test('a closed bus takes messages and drops them, and closes again without complaint', async () => {
  const bus = await PostgresBus.open(address)
  bus.publish(moved(randomUUID(), 1))
  await bus.close()
  bus.publish(moved(randomUUID(), 2))
  await bus.close()
})

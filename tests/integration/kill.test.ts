import { randomInt, randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { messages, roomCommands, roomEvents } from '~/db/schema/rooms'
import { foldLog } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import { loadRoom } from '~/sync/room-rows.server'
import { freshDatabase } from '../support/database'
import { join, openJam, startEngine } from '../support/engine'
import { buildNode, type NodeProcess } from '../support/node/process'

const KILLS = 20
const WRITERS = 20
const ROOMS = 4

const database = await freshDatabase()
const { db, address } = database
const startNode = await buildNode()

type Writer = { roomId: string; memberId: string; acknowledged: { id: string; seq: number }[] }

/** Somebody who says one thing after another, each again and again under its id until it is acknowledged. */
async function write(writer: Writer, node: () => Promise<NodeProcess>, counts: Counts): Promise<void> {
  const { roomId, memberId } = writer
  while (!counts.enough) {
    const command = { id: randomUUID(), type: 'say', text: `message ${writer.acknowledged.length}` }
    for (;;) {
      const { url } = await node()
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ roomId, memberId, command }) })
        .then((response) => response.json() as Promise<{ seq: number; isNew: boolean }>)
        .catch(() => null)
      if (!answer) {
        counts.cut += 1
        continue
      }
      if (!answer.isNew) counts.doneBefore += 1
      writer.acknowledged.push({ id: command.id, seq: answer.seq })
      counts.acknowledged()
      break
    }
  }
}

type Counts = { enough: boolean; cut: number; doneBefore: number; acknowledged: () => void }

test('[S1, S11] killed twenty times under twenty writers: what was acknowledged is there, once', async () => {
  const engine = await startEngine(database)
  const opened = await Promise.all(Array.from({ length: ROOMS }, () => openJam(engine)))
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async (_, index): Promise<Writer> => {
      const roomId = opened[index % ROOMS]!.room.id
      return { roomId, memberId: await join(engine, roomId, `Writer ${index}`), acknowledged: [] }
    }),
  )

  let node = startNode(address)
  let more: (() => void) | null = null
  const counts: Counts = { enough: false, cut: 0, doneBefore: 0, acknowledged: () => more?.() }
  const writing = writers.map((writer) => write(writer, () => node, counts))
  for (let kills = 0; kills < KILLS; kills++) {
    const running = await node
    await acknowledgements(randomInt(20, 60), (listener) => (more = listener))
    // Whoever asks from here on waits for the next one.
    const killed = running.kill()
    node = killed.then(() => startNode(address))
    await killed
  }
  await acknowledgements(WRITERS, (listener) => (more = listener))
  counts.enough = true
  await Promise.all(writing)

  for (const { roomId, acknowledged } of writers) {
    for (const { id, seq } of acknowledged) {
      const rows = await db.select().from(messages).where(eq(messages.id, id))
      expect(rows.map((row) => [row.roomId, row.seq])).toEqual([[roomId, seq]])
    }
  }
  const count = writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
  expect(await db.$count(messages)).toBe(count)
  expect(await db.$count(roomCommands)).toBe(count + WRITERS)
  for (const { room } of opened) await expectWhole(room.id)

  // Kills that interrupt nobody would prove nothing.
  expect(counts.cut).toBeGreaterThan(KILLS)
  expect(count).toBeGreaterThan(KILLS * 20)
}, 90_000)

/** Resolves after this many more have been acknowledged. */
function acknowledgements(count: number, listen: (listener: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    let left = count
    listen(() => {
      if (--left <= 0) resolve()
    })
  })
}

async function expectWhole(roomId: string): Promise<void> {
  const rows = await db
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(eq(roomEvents.roomId, roomId))
    .orderBy(asc(roomEvents.seq))
  const log = rows.map((row) => row.body as RoomEvent)
  expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
  expect(foldLog(log)).toEqual(await loadRoom(db, roomId))
}

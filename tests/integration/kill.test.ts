import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { Tokens } from '~/auth/tokens.server'
import { messages, roomCommands, roomEvents } from '~/db/schema/rooms'
import { foldLog } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import { loadRoom } from '~/sync/store/room-rows.server'
import { startServer, type ServerProcess } from '../e2e/support/server-process'
import { freshDatabase } from '../support/database'
import { join, openJam, startEngine } from '../support/engine'

const KILLS = 20
const WRITERS = 20
const ROOMS = 4

const database = await freshDatabase()
const { db, address } = database
const dataDirectory = await mkdtemp(joinPath(tmpdir(), 'tutti-kill-'))
afterAll(() => rm(dataDirectory, { recursive: true, force: true }))

type Writer = { roomId: string; url: string; token: string; acknowledged: { id: string; seq: number }[] }

/** Somebody who says one thing after another, each again and again under its id until it is acknowledged. */
async function write(writer: Writer, server: () => Promise<ServerProcess>, counts: Counts): Promise<void> {
  while (!counts.enough) {
    const id = randomUUID()
    for (;;) {
      const { url } = await server()
      const answer = await post(url + writer.url, writer.token, {
        text: `message ${writer.acknowledged.length}`,
        commandId: id,
      }).catch(() => null)
      if (!answer) {
        counts.cut += 1
        continue
      }
      if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer)}`)
      writer.acknowledged.push({ id, seq: answer.seq })
      counts.acknowledged()
      break
    }
  }
}

async function post(url: string, token: string, body: object): Promise<{ ok: boolean; seq: number }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(body),
  })
  return (await response.json()) as { ok: boolean; seq: number }
}

/** The product as `npm start` runs it, on this test's database. */
function start(): Promise<ServerProcess> {
  if ('url' in address) throw new Error('The tests’ database listens on a socket')
  const socket = encodeURIComponent(address.socketPath.replace(/\/[^/]*$/, ''))
  const DATABASE_URL = `postgres://${address.user}@localhost/${address.database}?host=${socket}`
  return startServer({ dataDirectory, environment: { DATABASE_URL } })
}

type Counts = { enough: boolean; cut: number; acknowledged: () => void }

test('[S1, S11] killed twenty times under twenty writers: what was acknowledged is there, once', async () => {
  const engine = await startEngine(database)
  const tokens = new Tokens(db)
  const opened = await Promise.all(Array.from({ length: ROOMS }, () => openJam(engine)))
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async (_, index): Promise<Writer> => {
      const { id: roomId, code } = opened[index % ROOMS]!.room
      const personId = randomUUID()
      await join(engine, roomId, `Writer ${index}`, personId)
      const token = await tokens.issue({ personId, roomId }, 'writer')
      return { roomId, url: `/rooms/${code}/messages`, token, acknowledged: [] }
    }),
  )

  let server = start()
  let more: (() => void) | null = null
  const counts: Counts = { enough: false, cut: 0, acknowledged: () => more?.() }
  const writing = writers.map((writer) => write(writer, () => server, counts))
  for (let kills = 0; kills < KILLS; kills++) {
    const running = await server
    await acknowledgements(randomInt(20, 60), (listener) => (more = listener))
    // Whoever asks from here on waits for the next one.
    const killed = running.kill()
    server = killed.then(start)
    await killed
  }
  await acknowledgements(WRITERS, (listener) => (more = listener))
  counts.enough = true
  await Promise.all(writing)
  await (await server).stop()

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
}, 180_000)

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

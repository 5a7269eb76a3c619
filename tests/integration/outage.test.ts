import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join as joinPath } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { Tokens } from '~/auth/tokens.server'
import { nodeLife, rooms } from '~/db/schema/rooms'
import { OUTAGE_BRIDGED_MS } from '~/domain/playback/outage'
import { positionAt } from '~/domain/playback/playhead'
import type { Policy } from '~/domain/room/policy'
import type { Room } from '~/domain/room/room'
import type { Engine } from '~/sync/engine.server'
import type { StreamMessages } from '~/sync/frames'
import { loadRoom } from '~/sync/store/room-rows.server'
import { startServer } from '../e2e/support/server-process'
import { freshDatabase } from '../support/database'
import { accepted, openJam, startAnotherEngine, track } from '../support/engine'
import { Reader } from '../support/streams'

const HALF_AN_HOUR_MS = 1_800_000

/** A node on a database of its own, with a song that has been playing for a minute in Alex's jam. */
async function evening(policy: Partial<Policy> = {}) {
  const database = await freshDatabase()
  const engine = await startAnotherEngine(database)
  const { room, alex } = await openJam(engine, policy)
  const add = { id: randomUUID(), type: 'add', track: track('Long', HALF_AN_HOUR_MS) } as const
  accepted(await engine.rooms.execute(room.id, { memberId: alex }, add))
  await turnBack(database.db, 60_000, { life: false })
  return { database, db: database.db, engine, roomId: room.id, alex }
}

type Db = Awaited<ReturnType<typeof freshDatabase>>['db']

/** As if all that is written had been written so much earlier. Nobody may hold a copy that says otherwise. */
async function turnBack(db: Db, byMs: number, { life }: { life: boolean }): Promise<void> {
  const moved = (column: string) => sql`(playback->>${sql.raw(`'${column}'`)})::bigint - ${byMs}::bigint`
  await db.update(rooms).set({
    playback: sql`jsonb_set(playback, '{updatedAtMs}', to_jsonb(${moved('updatedAtMs')}))`,
    updatedAtMs: sql`updated_at_ms - ${byMs}`,
    createdAtMs: sql`created_at_ms - ${byMs}`,
    wakeAtMs: sql`wake_at_ms - ${byMs}`,
    epoch: randomUUID(),
  })
  if (life) await db.update(nodeLife).set({ aliveAtMs: sql`alive_at_ms - ${byMs}` })
}

const positionNow = (engine: Engine, room: Room) => positionAt(room.playhead, engine.clock.nowMs())

/** The room as the first who asks is shown it. */
const firstSight = async (engine: Engine, roomId: string) => (await engine.rooms.read(roomId))!

test('after a long outage playback is where it was when the last node died, for the first who looks', async () => {
  const { database, db, engine, roomId } = await evening()
  await engine.close()
  await turnBack(db, 40_000, { life: true })
  const restarted = await startAnotherEngine(database)
  const room = await firstSight(restarted, roomId)
  expect(room.playhead.playing).toBe(true)
  expect(Math.abs(positionNow(restarted, room) - 60_000)).toBeLessThan(2_000)
  expect(await loadRoom(db, roomId)).toEqual(room)
})

test('where the policy says so it stands paused there', async () => {
  const { database, db, engine, roomId } = await evening({ onRestart: 'pause' })
  await engine.close()
  await turnBack(db, 40_000, { life: true })
  const room = await firstSight(await startAnotherEngine(database), roomId)
  expect(room.playhead.playing).toBe(false)
  expect(Math.abs(room.playhead.positionMs - 60_000)).toBeLessThan(2_000)
})

test('a room that nobody asks for is brought there too', async () => {
  const { database, db, engine, roomId } = await evening({ onRestart: 'pause' })
  await engine.close()
  await turnBack(db, 40_000, { life: true })
  await startAnotherEngine(database)
  const isPlaying = async () => (await loadRoom(db, roomId))!.playhead.playing
  await expect.poll(isPlaying, { timeout: 10_000 }).toBe(false)
})

test('an outage that players bridge is as if it had not been', async () => {
  const { database, db, engine, roomId } = await evening({ onRestart: 'pause' })
  await engine.close()
  await turnBack(db, OUTAGE_BRIDGED_MS - 5_000, { life: true })
  const restarted = await startAnotherEngine(database)
  const room = await firstSight(restarted, roomId)
  const heardMs = 60_000 + OUTAGE_BRIDGED_MS - 5_000
  expect(Math.abs(positionNow(restarted, room) - heardMs)).toBeLessThan(2_000)
  expect(room.seq).toBe((await loadRoom(db, roomId))!.seq)
})

test('a node that starts while another lives ends nothing, and those that start after an outage agree', async () => {
  const { database, db, engine, roomId } = await evening()
  // Whatever the notes say of the past, a node is alive now.
  const joining = await startAnotherEngine(database)
  const { seq } = (await engine.rooms.read(roomId))!
  await joining.tick(roomId)
  expect((await joining.rooms.read(roomId))!.seq).toBe(seq)

  await Promise.all([engine.close(), joining.close()])
  await turnBack(db, 40_000, { life: true })
  const [one, other] = await Promise.all([startAnotherEngine(database), startAnotherEngine(database)])
  await Promise.all([one.rooms.read(roomId), other.rooms.read(roomId)])
  await Promise.all([one.tick(roomId), other.tick(roomId)])
  const after = (await one.rooms.read(roomId))!
  expect([after.seq, (await other.rooms.read(roomId))!.seq]).toEqual([seq + 1, seq + 1])
  expect(Math.abs(positionNow(one, after) - 60_000)).toBeLessThan(2_000)
  const [life] = await db.select().from(nodeLife)
  expect(life!.outageToMs! - life!.outageFromMs!).toBeGreaterThan(39_000)
})

test('while something plays a node notes each second that it lives', async () => {
  const { db, engine, roomId } = await evening()
  await engine.rooms.read(roomId)
  const lastMs = async () => (await db.select().from(nodeLife))[0]!.aliveAtMs
  const before = await lastMs()
  await expect.poll(lastMs, { timeout: 4_000, interval: 50 }).toBeGreaterThan(before)
  expect(engine.clock.nowMs() - (await lastMs())).toBeLessThan(2_000)
})

test('the product itself, killed and started again later, goes on from where it was', async () => {
  const { database, db, engine, roomId, alex } = await evening()
  await engine.close()
  const { personId } = (
    await db.execute<{ personId: string }>(sql`select person_id as "personId" from member where id = ${alex}`)
  )[0]!
  const token = await new Tokens(db).issue({ personId, roomId }, 'reader')
  const directory = await mkdtemp(joinPath(tmpdir(), 'tutti-outage-'))
  afterAll(() => rm(directory, { recursive: true, force: true }))
  const { address } = database
  if (!('socketPath' in address)) throw new Error('The tests’ database listens on a socket')
  const host = encodeURIComponent(dirname(address.socketPath))
  const DATABASE_URL = `postgres://${address.user}@localhost/${address.database}?host=${host}`
  const start = () => startServer({ dataDirectory: directory, environment: { DATABASE_URL } })
  const [row] = await db.select().from(rooms).where(eq(rooms.id, roomId))
  const look = async (url: string): Promise<StreamMessages['snapshot']> => {
    const headers = { Authorization: `Bearer ${token}` }
    const reader = new Reader(`${url}/rooms/${row!.code}/events`, headers)
    const snapshot = await reader.until(() => reader.all('snapshot')[0])
    reader.cut()
    return snapshot
  }

  const first = await start()
  const before = (await look(first.url)).room
  const livedMs = () =>
    db
      .select()
      .from(nodeLife)
      .then(([life]) => life!.aliveAtMs)
  const seenMs = await livedMs()
  await expect.poll(livedMs, { timeout: 5_000 }).toBeGreaterThan(seenMs)
  await first.kill()
  const diedAt = positionAt(before.playhead, await livedMs())
  await turnBack(db, 3_600_000, { life: true })

  const second = await start()
  const { room } = await look(second.url)
  expect(room.playhead).toMatchObject({ playing: true, itemId: before.playhead.itemId })
  expect(Math.abs(room.playhead.positionMs - diedAt)).toBeLessThan(1_500)
  await second.stop()
}, 60_000)

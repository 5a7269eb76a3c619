import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connect, openDatabase } from '~/db/client.server'
import { migrateDatabase } from '~/db/migrate.server'
import { POLICY_DEFAULTS } from '~/domain/room/policy'
import { idOf } from '~/media/path-id.server'
import { pathOf } from '../../scripts/environment'
import { accepted, startEngine } from '../support/engine'
import { makeFolder, makeWav, openTestLibrary } from '../support/media'

/** The last migration of a server from before accounts, libraries and invitations. */
const LAST_BEFORE = '0004_in_time'

/** The migrations as they were up to then. */
async function olderMigrations(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-migrations-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(pathOf('drizzle'), folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] }
  const last = journal.entries.findIndex(({ tag }) => tag === LAST_BEFORE)
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }))
  return folder
}

async function emptyDatabase() {
  const socketPath = inject('postgresSocketPath')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const superuser = connect({ socketPath, database: 'postgres', user: 'tutti' }, 1)
  await superuser`create database ${superuser(database)}`
  await superuser.end()
  const address = { socketPath, database, user: 'tutti' }
  const db = openDatabase(address)
  onTestFinished(() => db.$client.end())
  return { address, db }
}

test('tracks of a server from before keep their ids, in a library of their folder', async () => {
  const { address, db } = await emptyDatabase()
  await migrateDatabase(address, await olderMigrations())
  const folder = await makeFolder({ 'é/song.wav': makeWav({ title: 'Song' }) })
  const path = join(folder, 'é/song.wav')
  await db.execute(sql`
    insert into track (id, folder, path, size_bytes, modified_at_ms, kind, title, duration_ms)
    values (${idOf(path)}::uuid, ${folder}, ${path}, 1, 1, 'audio', 'Song', 1000)`)

  await migrateDatabase(address, pathOf('drizzle'))
  const rows = await db.execute(sql`
    select track.id, title, library_id, library.folder, is_public from track join library on library.id = library_id`)
  expect([...rows]).toEqual([
    { id: idOf(path), title: 'Song', library_id: idOf(folder), folder, is_public: false },
  ])

  const library = await openTestLibrary(db, folder)
  const shelves = await library.seenBy()
  expect((await shelves.search('')).tracks).toMatchObject([{ id: idOf(path) }])
  await library.scan()
  expect(await shelves.libraries()).toMatchObject([{ id: idOf(folder), kind: 'music' }])
  expect((await shelves.search('')).tracks).toMatchObject([{ id: idOf(path), durationMs: 1000 }])
})

test('a room of a server from before goes on, with its people, under the rules it had', async () => {
  const { address, db } = await emptyDatabase()
  await migrateDatabase(address, await olderMigrations())
  const [roomId, hostId, guestId, browser] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const policy = {
    guestsMayJoin: true,
    approveJoins: false,
    guestsMayAdd: true,
    guestsMayRemoveOwn: true,
    guestsMayVote: true,
    skipShare: 0.5,
    maxWaitingPerPerson: 3,
    sameSongMayWaitTwice: true,
    maxMembers: 100,
    readyGate: true,
    stallHoldsRoom: false,
    onRestart: 'resume',
  }
  const playback = { itemId: null, playing: false, positionMs: 0, updatedAtMs: 1, rate: 1 }
  const endsAtMs = Date.now() + 3_600_000
  await db.execute(sql`
    insert into room (id, code, kind, name, policy, playback, created_at_ms, ends_at_ms, updated_at_ms, epoch, seq)
    values (${roomId}, 'ABCD2345', 'jam', 'Friday', ${JSON.stringify(policy)}::jsonb,
      ${JSON.stringify(playback)}::jsonb, ${Date.now()}, ${endsAtMs}, ${Date.now()}, ${randomUUID()}, 2)`)
  await db.execute(sql`
    insert into member (room_id, id, person_id, name, role, state, joined_at_ms)
    values (${roomId}, ${hostId}, ${randomUUID()}, 'Alex', 'host', 'in', 1),
      (${roomId}, ${guestId}, ${browser}, 'Kim', 'guest', 'in', 2)`)

  await migrateDatabase(address, pathOf('drizzle'))
  const engine = await startEngine({ address, db })
  const room = await engine.rooms.findByCode('ABCD2345')
  expect(room).toMatchObject({ name: 'Friday', isLocked: false, seq: 2 })
  expect(room!.policy).toEqual({ ...POLICY_DEFAULTS, ...policy })
  expect(room!.members[guestId]).toMatchObject({ name: 'Kim', role: 'guest', state: 'in', accountId: null })
  expect(await engine.rooms.memberIdOf(roomId, browser)).toBe(guestId)
  const say = { id: randomUUID(), type: 'say', text: 'Still here' } as const
  expect(accepted(await engine.rooms.execute(roomId, { memberId: guestId }, say)).seq).toBe(3)
  const setRole = { id: randomUUID(), type: 'setRole', memberId: guestId, role: 'controller' } as const
  expect(accepted(await engine.rooms.execute(roomId, { memberId: hostId }, setRole)).seq).toBe(4)
})

test('migrating again changes nothing', async () => {
  const { address, db } = await emptyDatabase()
  const done = () => db.execute(sql`select hash from drizzle.__drizzle_migrations order by id`)
  await migrateDatabase(address, pathOf('drizzle'))
  const once = await done()
  await migrateDatabase(address, pathOf('drizzle'))
  expect(await done()).toEqual(once)
  expect(once.length).toBeGreaterThan(0)
})

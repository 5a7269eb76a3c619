import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connect, openDatabase } from '~/db/client.server'
import { migrateDatabase } from '~/db/migrate.server'
import { idOf } from '~/media/path-id.server'
import { pathOf } from '../../scripts/environment'
import { makeFolder, makeWav, openTestLibrary } from '../support/media'

const BEFORE_LIBRARIES = 5

/** The migrations as they were before there were libraries. */
async function olderMigrations(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-migrations-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(pathOf('drizzle'), folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: unknown[] }
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, BEFORE_LIBRARIES) }))
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

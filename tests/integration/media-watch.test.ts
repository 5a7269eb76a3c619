import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import type { Library } from '~/media/library.server'
import { freshDatabase } from '../support/database'
import { makeFolder, makeWav, openTestLibrary, titlesOf, writeFiles } from '../support/media'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

const soon = { timeout: 15_000, interval: 50 }

async function watchFolder(files: Record<string, Buffer>) {
  const folder = await makeFolder(files)
  const library = await openTestLibrary(db, folder)
  library.start()
  await expectTitles(library, ...Object.keys(files).map((name) => name.replace(/.*\/|\.wav/g, '')))
  return { folder, library }
}

function expectTitles(library: Library, ...titles: string[]): Promise<void> {
  return expect.poll(() => titlesOf(library), soon).toEqual(titles)
}

test('files that come, change and go are noticed', async () => {
  const { folder, library } = await watchFolder({ 'A.wav': makeWav() })

  await writeFiles(folder, { 'B.wav': makeWav() })
  await expectTitles(library, 'A', 'B')

  await writeFiles(folder, { 'B.wav': makeWav({ title: 'B, changed' }, 2000) })
  await expectTitles(library, 'A', 'B, changed')

  await rename(join(folder, 'B.wav'), join(folder, 'C.wav'))
  await writeFiles(folder, { 'notes.txt': 'not music', '.hidden.wav': makeWav() })
  await expectTitles(library, 'A', 'B, changed')

  await rm(join(folder, 'A.wav'))
  await expectTitles(library, 'B, changed')
})

test('folders that come, move and go are noticed', async () => {
  const { folder, library } = await watchFolder({ 'A.wav': makeWav() })
  const elsewhere = await makeFolder({ 'Album/CD 1/B.wav': makeWav(), 'Album/CD 2/C.wav': makeWav() })

  await mkdir(join(folder, 'empty'))
  await rename(join(elsewhere, 'Album'), join(folder, 'Album'))
  await expectTitles(library, 'A', 'B', 'C')

  await writeFiles(folder, { 'Album/CD 1/D.wav': makeWav() })
  await expectTitles(library, 'A', 'B', 'C', 'D')

  await rm(join(folder, 'Album'), { recursive: true })
  await expectTitles(library, 'A')
})

test('a media folder that appears later is noticed', async () => {
  const parent = await makeFolder()
  const library = await openTestLibrary(db, join(parent, 'disk'))
  library.start()
  await expect.poll(() => library.progress().state, soon).toBe('idle')
  await writeFiles(parent, { 'disk/A.wav': makeWav() })
  await expectTitles(library, 'A')

  await rename(join(parent, 'disk'), join(parent, 'away'))
  await expectTitles(library)
})

test('a new library has nothing to wait for', async () => {
  const folder = await makeFolder()
  const library = await openTestLibrary(db, folder)
  library.start()
  await library.close()
  expect(library.progress().state).toBe('idle')
})

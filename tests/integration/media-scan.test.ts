import { randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { chmod, rename, rm, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import { freshDatabase } from '../support/database'
import { brokenOf, makeFolder, makeWav, openTestLibrary, titlesOf, writeFiles } from '../support/media'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

test('a scan lists what lies in the folders, with tags, length and kind', async () => {
  const folder = await makeFolder({
    'Beethoven/ode.wav': makeWav({ title: 'Ode to Joy', artist: 'Beethoven', album: 'Ninth' }, 1500),
    'notes.txt': 'not music',
    '.hidden/secret.wav': makeWav({ title: 'Secret' }),
    '._ode.wav': makeWav({ title: 'Secret' }),
  })
  const library = await openTestLibrary(db, folder)
  await library.scan()

  const { tracks, hasMore } = await (await library.seenBy()).search('')
  expect(tracks).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'audio',
      title: 'Ode to Joy',
      artist: 'Beethoven',
      album: 'Ninth',
      durationMs: 1500,
      artworkId: null,
      artworkColor: null,
    },
  ])
  expect(hasMore).toBe(false)
  expect(await (await library.seenBy()).find(tracks[0]!.id)).toEqual(tracks[0])
  expect(await (await library.seenBy()).count()).toBe(1)
  expect(library.progress()).toEqual({ state: 'idle', found: 1, done: 1, broken: 0, opened: 1 })
})

test('a second scan opens only what has changed', async () => {
  const folder = await makeFolder({ 'a.wav': makeWav({ title: 'A' }), 'b.wav': makeWav({ title: 'B' }) })
  const library = await openTestLibrary(db, folder)
  await library.scan()
  expect(library.progress().opened).toBe(2)

  await library.scan()
  expect(library.progress()).toMatchObject({ found: 2, done: 2, opened: 0 })

  const [a] = (await (await library.seenBy()).search('')).tracks
  await writeFiles(folder, { 'a.wav': makeWav({ title: 'A, longer' }, 2000) })
  await library.scan()
  expect(library.progress().opened).toBe(1)
  expect(await (await library.seenBy()).find(a!.id)).toMatchObject({ title: 'A, longer', durationMs: 2000 })

  await utimes(join(folder, 'b.wav'), new Date(), new Date(0))
  await library.scan()
  expect(library.progress().opened).toBe(1)
})

test('what left the disk leaves search, and comes back as the same track', async () => {
  const folder = await makeFolder({ 'a.wav': makeWav({ title: 'A' }), 'sub/b.wav': makeWav({ title: 'B' }) })
  const library = await openTestLibrary(db, folder)
  await library.scan()
  const before = (await (await library.seenBy()).search('')).tracks

  await rename(join(folder, 'sub'), `${folder}-away`)
  await library.scan()
  expect(await titlesOf(library)).toEqual(['A'])

  await rename(`${folder}-away`, join(folder, 'sub'))
  await library.scan()
  expect((await (await library.seenBy()).search('')).tracks).toEqual(before)
})

test('a whole folder that is away hides its tracks; back again, it need not be read anew', async () => {
  const parent = await makeFolder({ 'disk/a.wav': makeWav({ title: 'A' }) })
  const library = await openTestLibrary(db, join(parent, 'disk'))
  await library.scan()

  await rename(join(parent, 'disk'), join(parent, 'away'))
  await library.scan()
  expect(await titlesOf(library)).toEqual([])

  await rename(join(parent, 'away'), join(parent, 'disk'))
  await library.scan()
  expect(await titlesOf(library)).toEqual(['A'])
  expect(library.progress().opened).toBe(0)
})

test('a library knows the tracks of its own folders only', async () => {
  const one = await makeFolder({ 'one.wav': makeWav({ title: 'One' }) })
  const other = await makeFolder({ 'other.wav': makeWav({ title: 'Other' }) })
  const [mine, theirs] = [await openTestLibrary(db, one), await openTestLibrary(db, other)]
  await mine.scan()
  await theirs.scan()
  await mine.scan()

  const [track] = (await (await theirs.seenBy()).search('')).tracks
  expect(await titlesOf(mine)).toEqual(['One'])
  expect(track).toMatchObject({ title: 'Other' })
  expect(await (await mine.seenBy()).find(track!.id)).toBeNull()
})

test('two nodes scan the same folders at once', async () => {
  const names = Array.from({ length: 250 }, (_, index) => `Song ${index}`)
  const folder = await makeFolder(
    Object.fromEntries(names.map((name) => [`${name}.wav`, makeWav({ title: name })])),
  )
  const nodes = await Promise.all([1, 2, 3].map(() => openTestLibrary(db, folder)))
  await Promise.all(nodes.map((node) => node.scan()))
  expect(await (await nodes[0]!.seenBy()).count()).toBe(names.length)
})

test('folders inside folders list their files once', async () => {
  const folder = await makeFolder({ 'sub/a.wav': makeWav({ title: 'A' }) })
  const library = await openTestLibrary(db, join(folder, 'sub'), folder, folder)
  await library.scan()
  expect(await titlesOf(library)).toEqual(['A'])
})

test('a folder that does not exist is no error', async () => {
  const library = await openTestLibrary(db, '/nowhere/at/all')
  await library.scan()
  expect(await (await library.seenBy()).count()).toBe(0)
})

describe('links', () => {
  test('a link out of the folders is refused and listed', async () => {
    const outside = await makeFolder({ 'private.wav': makeWav({ title: 'Private' }) })
    const folder = await makeFolder({ 'mine.wav': makeWav({ title: 'Mine' }) })
    await symlink(join(outside, 'private.wav'), join(folder, 'link.wav'))
    await symlink(outside, join(folder, 'linked'))
    await symlink(join(outside, 'nothing.wav'), join(folder, 'dangling.wav'))
    const library = await openTestLibrary(db, folder)
    await library.scan()

    expect(await titlesOf(library)).toEqual(['Mine'])
    expect(await brokenOf(library)).toEqual([
      { path: 'dangling.wav', reason: 'This link leads nowhere' },
      { path: 'link.wav', reason: 'This link leads outside the media folders' },
      { path: 'linked', reason: 'This link leads outside the media folders' },
    ])
  })

  test('links within the folders, circles included, list each file once', async () => {
    const folder = await makeFolder({ 'a/song.wav': makeWav({ title: 'Song' }) })
    await symlink(folder, join(folder, 'a/circle'))
    await symlink(join(folder, 'a/song.wav'), join(folder, 'favourite.wav'))
    const library = await openTestLibrary(db, folder)
    await library.scan()
    expect(await titlesOf(library)).toEqual(['Song'])
    expect(await brokenOf(library)).toEqual([])
  })

  test('a media folder may itself be reached through a link', async () => {
    const folder = await makeFolder({ 'song.wav': makeWav({ title: 'Song' }) })
    const elsewhere = await makeFolder()
    await symlink(folder, join(elsewhere, 'Music'))
    const library = await openTestLibrary(db, join(elsewhere, 'Music'))
    await library.scan()
    expect(await titlesOf(library)).toEqual(['Song'])
  })
})

describe('broken files', () => {
  test('are listed with their reason and harm no other', async () => {
    const whole = makeWav({ title: 'Whole' }, 2000)
    const folder = await makeFolder({
      'good.wav': whole,
      'sub/cut.wav': whole.subarray(0, whole.length / 2),
      'empty.mp3': '',
      'header-only.wav': whole.subarray(0, 20),
      'noise.mp3': randomBytes(5000),
      'noise.m4a': randomBytes(5000),
      'noise.flac': randomBytes(5000),
      'noise.ogg': randomBytes(5000),
      'noise.opus': randomBytes(5000),
      'noise.aac': randomBytes(5000),
      'noise.mp4': randomBytes(5000),
      'noise.webm': randomBytes(5000),
      'text.mp3': 'Dear diary',
      'wave.flac': whole,
      'silence.wav': makeWav({}, 0),
    })
    const library = await openTestLibrary(db, folder)
    await library.scan()

    const broken = await brokenOf(library)
    expect(await titlesOf(library)).toEqual(['Whole'])
    expect(broken).toHaveLength(14)
    expect(broken).toContainEqual({ path: 'empty.mp3', reason: 'The file is empty' })
    expect(broken).toContainEqual({ path: 'sub/cut.wav', reason: 'The file is cut short' })
    expect(broken).toContainEqual({ path: 'silence.wav', reason: 'It has no length' })
    expect(JSON.stringify(broken)).not.toContain(folder)
    expect(library.progress()).toMatchObject({ found: 15, done: 15, broken: 14 })
  })

  test('a broken file that is mended is listed as music, and the other way round', async () => {
    const folder = await makeFolder({ 'song.wav': 'half a download' })
    const library = await openTestLibrary(db, folder)
    await library.scan()
    expect(await brokenOf(library)).toHaveLength(1)

    await writeFiles(folder, { 'song.wav': makeWav({ title: 'Song' }) })
    await library.scan()
    expect(await brokenOf(library)).toEqual([])
    const [track] = (await (await library.seenBy()).search('')).tracks
    expect(track).toMatchObject({ title: 'Song' })

    await writeFiles(folder, { 'song.wav': '' })
    await library.scan()
    expect(await (await library.seenBy()).find(track!.id)).toBeNull()
  })

  test('a pipe or a folder named like music is not opened', async () => {
    const folder = await makeFolder({ 'folder.mp3/song.wav': makeWav({ title: 'Song' }) })
    execFileSync('mkfifo', [join(folder, 'pipe.mp3')])
    const library = await openTestLibrary(db, folder)
    await library.scan()
    expect(await titlesOf(library)).toEqual(['Song'])
    expect(await brokenOf(library)).toEqual([])
  })

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('files and folders without permission are listed', async () => {
    const folder = await makeFolder({ 'locked.wav': makeWav(), 'closed/song.wav': makeWav() })
    await chmod(join(folder, 'locked.wav'), 0)
    await chmod(join(folder, 'closed'), 0)
    const library = await openTestLibrary(db, folder)
    await library.scan()
    await chmod(join(folder, 'closed'), 0o700)
    expect(await brokenOf(library)).toEqual([
      { path: 'closed', reason: 'Tutti has no permission to read it' },
      { path: 'locked.wav', reason: 'Tutti has no permission to read it' },
    ])
  })
})

describe('names', () => {
  test.each([
    ['01 - Clara Schumann - Romanze.wav', 'Romanze', 'Clara Schumann', null],
    ['Clara Schumann - Op. 11 - 03 - Romanze.wav', 'Romanze', 'Clara Schumann', 'Op. 11'],
    ['Clara Schumann - Romanze - Live.wav', 'Romanze - Live', 'Clara Schumann', null],
    ['03. Romanze.wav', 'Romanze', null, null],
    ['03 Romanze.wav', 'Romanze', null, null],
    ['1-03 Romanze.wav', 'Romanze', null, null],
    ['99 Luftballons.wav', '99 Luftballons', null, null],
    ['1812 Overture.wav', '1812 Overture', null, null],
    ['Two_Words.wav', 'Two Words', null, null],
    ['07.wav', '07', null, null],
    [' - .wav', '-', null, null],
    ['Evil\u202egnp.wav', 'Evil gnp', null, null],
    ['Line\nbreak\u0007.wav', 'Line break', null, null],
  ])('%j is read as a title', async (name, title, artist, album) => {
    const library = await openTestLibrary(db, await makeFolder({ [name]: makeWav() }))
    await library.scan()
    expect((await (await library.seenBy()).search('')).tracks).toMatchObject([{ title, artist, album }])
  })

  test('tags are cleaned and cut before they reach the database', async () => {
    const folder = await makeFolder({
      'a.wav': makeWav({ title: 'Be\u0001fore', artist: '\u202eevil \ud800\u2066 ', album: ' \u0007 ' }),
      'b.wav': makeWav({ title: 'x'.repeat(10_000), artist: '👩‍🚀'.repeat(300) }),
    })
    const library = await openTestLibrary(db, folder)
    await library.scan()
    expect(await brokenOf(library)).toEqual([])
    const [a, b] = (await (await library.seenBy()).search('')).tracks
    expect(a).toMatchObject({ title: 'Be fore', artist: 'evil \ufffd', album: null })
    expect(b!.title).toBe(`${'x'.repeat(199)}…`)
    expect([...b!.artist!]).toHaveLength(200)
    expect(b!.artist!.isWellFormed()).toBe(true)
  })
})

test('progress can be watched while the scan runs', async () => {
  const folder = await makeFolder(
    Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.wav`, makeWav()])),
  )
  const library = await openTestLibrary(db, folder)
  library.start()
  await expect.poll(() => library.progress()).toMatchObject({ state: 'scanning' })
  await expect.poll(() => library.progress()).toMatchObject({ state: 'idle', found: 60, done: 60 })
  await rm(folder, { recursive: true })
})

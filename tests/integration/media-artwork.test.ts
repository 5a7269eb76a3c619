import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import { openLibrary } from '~/media/library.server'
import { freshDatabase } from '../support/database'
import { makeFolder, makeWav, openTestLibrary, writeFiles } from '../support/media'
import { serve } from '../support/media-server'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

function makePicture(background: string, widthPx = 800): Promise<Buffer> {
  return sharp({ create: { width: widthPx, height: widthPx, channels: 3, background } })
    .png()
    .toBuffer()
}

async function openWith(files: Record<string, Buffer>) {
  const folder = await makeFolder(files)
  const artworkDirectory = join(await makeFolder(), 'artwork')
  const library = await openLibrary({
    db,
    folders: [folder],
    artworkDirectory,
    convertedDirectory: '/nowhere/converted',
    log: pino({ level: 'silent' }),
  })
  await library.scan()
  const { tracks } = await (await library.seenBy()).search('')
  const { ask } = await serve((request, response) => {
    const [, id, width] = request.url!.split('/')
    return library.serveArtwork(request, response, decodeURIComponent(id!), Number(width))
  })
  return { folder, artworkDirectory, library, tracks, ask }
}

test('a picture in the tags is the artwork, and gives its colour', async () => {
  const { tracks, ask } = await openWith({
    'a.wav': makeWav({ title: 'A', picture: await makePicture('#c02040') }),
  })
  expect(tracks[0]).toMatchObject({
    artworkId: expect.stringMatching(/^[0-9a-f]{32}$/),
    artworkColor: '#c02040',
  })

  const { status, headers, body } = await ask(`/${tracks[0]!.artworkId}/256`)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('image/webp')
  expect(headers['cache-control']).toBe('private, max-age=31536000, immutable')
  expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 })
})

test('each width is made once, and never larger than the picture', async () => {
  const { tracks, ask, artworkDirectory } = await openWith({
    'a.wav': makeWav({ picture: await makePicture('#112233', 700) }),
  })
  const answers = await Promise.all(
    [96, 256, 640, 1200, 1200].map((width) => ask(`/${tracks[0]!.artworkId}/${width}`)),
  )
  const widths = await Promise.all(answers.map(async ({ body }) => (await sharp(body).metadata()).width))
  expect(widths).toEqual([96, 256, 640, 700, 700])
  expect(await readdir(artworkDirectory)).toHaveLength(4)

  const again = await ask(`/${tracks[0]!.artworkId}/96`)
  expect(again.body.equals(answers[0]!.body)).toBe(true)
})

test('a picture beside the music is the artwork of those without one', async () => {
  const [green, blue] = [await makePicture('#00c000'), await makePicture('#0000c0')]
  const { tracks } = await openWith({
    'album/Cover.PNG': green,
    'album/front.png': blue,
    'album/1.wav': makeWav({ title: '1' }),
    'album/2.wav': makeWav({ title: '2', picture: blue }),
    'other/3.wav': makeWav({ title: '3' }),
  })
  expect(tracks.map((track) => track.artworkColor)).toEqual(['#00c000', '#0000c0', null])
})

test('the same picture on several songs is one', async () => {
  const picture = await makePicture('#808000')
  const { tracks } = await openWith({
    'a.wav': makeWav({ title: 'A', picture }),
    'b.wav': makeWav({ title: 'B', picture }),
  })
  expect(tracks[0]!.artworkId).toBe(tracks[1]!.artworkId)
})

test('a new cover beside the music is noticed', async () => {
  const { folder, library } = await openWith({ 'a.wav': makeWav() })
  await writeFiles(folder, { 'cover.png': await makePicture('#ff0000') })
  await library.scan()
  expect((await (await library.seenBy()).search('')).tracks[0]!.artworkColor).toBe('#ff0000')

  await rm(join(folder, 'cover.png'))
  await library.scan()
  expect((await (await library.seenBy()).search('')).tracks[0]!.artworkColor).toBeNull()
})

test('an emptied cache fills again', async () => {
  const { tracks, ask, artworkDirectory } = await openWith({
    'cover.png': await makePicture('#345678'),
    'a.wav': makeWav(),
  })
  const path = `/${tracks[0]!.artworkId}/96`
  expect((await ask(path)).status).toBe(200)
  await rm(artworkDirectory, { recursive: true })
  expect((await ask(path)).status).toBe(200)
})

test('a vivid spot wins over a dark ground', async () => {
  const spot = await makePicture('#f0a010', 300)
  const ground = await sharp(await makePicture('#0a0a0a'))
    .composite([{ input: spot }])
    .png()
    .toBuffer()
  const { tracks } = await openWith({ 'a.wav': makeWav({ picture: ground }) })
  expect(tracks[0]!.artworkColor).toMatch(/^#[ef].[9a].[01].$/)
})

describe('what is no picture', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

  test.each([
    ['noise', randomBytes(2000)],
    ['nothing', Buffer.alloc(0)],
    ['a program', Buffer.from(svg)],
  ])('%s in the tags is no artwork', async (_what, picture) => {
    const { tracks } = await openWith({ 'a.wav': makeWav({ title: 'A', picture }) })
    expect(tracks).toMatchObject([{ title: 'A', artworkId: null, artworkColor: null }])
  })

  test('half a picture, and one of too many pixels, are none either', async () => {
    const picture = await makePicture('#123456')
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 1 })
      .toBuffer()
    const { tracks } = await openWith({
      'a.wav': makeWav({ title: 'A', picture: picture.subarray(0, picture.length / 2) }),
      'b.wav': makeWav({ title: 'B', picture: bomb }),
    })
    expect(tracks.map((track) => track.artworkId)).toEqual([null, null])
  })

  test.each(['0'.repeat(32), '../../etc/passwd', '..%2f..%2fetc', '', 'x'])('%j is not found', async (id) => {
    const { ask } = await openWith({ 'a.wav': makeWav() })
    expect((await ask(`/${encodeURIComponent(id)}/96`)).status).toBe(404)
  })

  test.each([0, 97, 1e9, -1, Number.NaN])('a width of %d is not found', async (width) => {
    const { tracks, ask } = await openWith({ 'a.wav': makeWav({ picture: await makePicture('#aabbcc') }) })
    expect((await ask(`/${tracks[0]!.artworkId}/${width}`)).status).toBe(404)
  })

  test('a picture that has gone since the scan is not found', async () => {
    const { tracks, ask, folder } = await openWith({
      'a.wav': makeWav({ picture: await makePicture('#aabbcc') }),
    })
    await writeFiles(folder, { 'a.wav': makeWav() })
    expect((await ask(`/${tracks[0]!.artworkId}/96`)).status).toBe(404)
  })
})

test('guests learn nothing of the disk', async () => {
  const folder = await makeFolder({
    'Private Folder/a.wav': makeWav({ title: 'A', picture: await makePicture('#abc') }),
  })
  const library = await openTestLibrary(db, folder)
  await library.scan()
  const { tracks } = await (await library.seenBy()).search('')
  expect(JSON.stringify(tracks)).not.toMatch(/Private Folder|tutti-media/)
})

import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import { freshDatabase } from '../support/database'
import { brokenOf, makeFolder, makeWav, openTestLibrary } from '../support/media'
import { AAC, FLAC, WEBM_FILM, WEBM_SOUND } from '../support/media-samples'
import { serve } from '../support/media-server'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

const WHOLE = [
  ['demo/music/ode-to-joy.mp3', 'Ode to Joy', 'audio', 'audio/mpeg', 62],
  ['demo/music/greensleeves.m4a', 'Greensleeves', 'audio', 'audio/mp4', 61],
  ['demo/music/sakura-sakura.opus', 'さくらさくら (Sakura, Sakura)', 'audio', 'audio/ogg', 58],
  [
    'demo/music/when-the-saints-go-marching-in.ogg',
    'When the Saints Go Marching In',
    'audio',
    'audio/ogg',
    60,
  ],
  ['demo/films/the-running-clock.mp4', 'The Running Clock', 'video', 'video/mp4', 90],
] as const

describe('small files', () => {
  test.each([
    ['song.flac', FLAC, 'audio', 'audio/flac'],
    ['song.aac', AAC, 'audio', 'audio/aac'],
    ['song.webm', WEBM_SOUND, 'audio', 'audio/webm'],
    ['film.webm', WEBM_FILM, 'video', 'video/webm'],
    ['SONG.WAV', makeWav(), 'audio', 'audio/wav'],
  ])('%s is listed and sent as what it is', async (name, bytes, kind, contentType) => {
    const library = await openTestLibrary(db, await makeFolder({ [name]: bytes }))
    await library.scan()
    expect(await brokenOf(library)).toEqual([])
    const [track] = (await (await library.seenBy()).search('')).tracks
    expect(track!.kind).toBe(kind)
    expect(Math.abs(track!.durationMs - 1000)).toBeLessThan(200)

    const { ask } = await serve((request, response) => library.serveTrack(request, response, track!.id))
    expect((await ask('/')).headers['content-type']).toBe(contentType)
  })

  test('a film that is cut short is listed as broken', async () => {
    const half = WEBM_FILM.subarray(0, WEBM_FILM.length - 200)
    const library = await openTestLibrary(db, await makeFolder({ 'film.webm': half }))
    await library.scan()
    expect(await brokenOf(library)).toEqual([{ path: 'film.webm', reason: 'The file is cut short' }])
  })
})

describe('the demo library', () => {
  test.each(WHOLE)('%s is listed and sent as what it is', async (path, title, kind, contentType, seconds) => {
    const library = await openTestLibrary(db, await makeFolder({ [basename(path)]: await readFile(path) }))
    await library.scan()
    expect(await brokenOf(library)).toEqual([])
    const [track] = (await (await library.seenBy()).search('')).tracks
    expect(track).toMatchObject({ title, kind, artist: expect.any(String) })
    expect(Math.abs(track!.durationMs / 1000 - seconds)).toBeLessThan(1)
    if (kind === 'audio') expect(track!.artworkColor).toMatch(/^#[0-9a-f]{6}$/)

    const { ask } = await serve((request, response) => library.serveTrack(request, response, track!.id))
    expect((await ask('/', { Range: 'bytes=0-9' })).headers['content-type']).toBe(contentType)
  })

  test.each(WHOLE)('half of %s is listed as broken', async (path) => {
    const bytes = await readFile(path)
    const folder = await makeFolder({ [basename(path)]: bytes.subarray(0, bytes.length / 2) })
    const library = await openTestLibrary(db, folder)
    await library.scan()
    expect(await brokenOf(library)).toEqual([{ path: basename(path), reason: expect.any(String) }])
    expect(await (await library.seenBy()).count()).toBe(0)
  })

  test.each(WHOLE)('%s under a wrong name is listed as broken', async (path) => {
    const wrong = extname(path) === '.mp3' ? 'song.flac' : 'song.mp3'
    const library = await openTestLibrary(db, await makeFolder({ [wrong]: await readFile(path) }))
    await library.scan()
    expect(await brokenOf(library)).toEqual([{ path: wrong, reason: expect.any(String) }])
  })
})

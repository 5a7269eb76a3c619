import { readdirSync, readlinkSync } from 'node:fs'
import { rename, rm, symlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import { freshDatabase } from '../support/database'
import { makeFolder, makeWav, openTestLibrary, writeFiles } from '../support/media'
import { serve } from '../support/media-server'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

const song = makeWav({ title: 'Song' }, 3000)

async function serveOneSong(bytes = song) {
  const folder = await makeFolder({ 'sub/song.wav': bytes })
  const library = await openTestLibrary(db, folder)
  await library.scan()
  const [track] = (await (await library.seenBy()).search('')).tracks
  const { ask, port } = await serve((request, response) =>
    library.serveTrack(request, response, decodeURIComponent(request.url!.slice(1))),
  )
  return { ask, port, folder, library, id: track!.id, url: `/${track!.id}` }
}

test('a track is sent whole, with what a browser needs to know', async () => {
  const { ask, url } = await serveOneSong()
  const { status, headers, body } = await ask(url)
  expect(status).toBe(200)
  expect(body.equals(song)).toBe(true)
  expect(headers).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': String(song.length),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    etag: expect.any(String),
    'last-modified': expect.any(String),
  })
  expect(JSON.stringify(headers)).not.toContain('tutti-media')
})

test('HEAD tells the same and sends nothing', async () => {
  const { ask, url } = await serveOneSong()
  const { status, headers, body } = await ask(url, {}, 'HEAD')
  expect([status, body.length, headers['content-length']]).toEqual([200, 0, String(song.length)])
})

describe('ranges', () => {
  const last = song.length - 1
  test.each([
    ['bytes=0-0', 206, 0, 1],
    ['bytes=100-199', 206, 100, 200],
    ['bytes=100-', 206, 100, song.length],
    ['bytes=-50', 206, song.length - 50, song.length],
    [`bytes=-${2 * song.length}`, 206, 0, song.length],
    [`bytes=${last}-${last + 1000}`, 206, last, song.length],
    ['bytes=0-9,20-29', 200, 0, song.length],
    ['bytes=abc', 200, 0, song.length],
    ['lines=0-1', 200, 0, song.length],
  ])('%s is answered with %d', async (range, status, from, to) => {
    const { ask, url } = await serveOneSong()
    const answer = await ask(url, { Range: range })
    expect(answer.status).toBe(status)
    expect(answer.body.equals(song.subarray(from, to))).toBe(true)
    if (status === 206) expect(answer.headers['content-range']).toBe(`bytes ${from}-${to - 1}/${song.length}`)
  })

  test.each([`bytes=${song.length}-`, 'bytes=9-1,99999999-', `bytes=-0`])(
    '%s cannot be satisfied',
    async (range) => {
      const { ask, url } = await serveOneSong()
      const { status, headers } = await ask(url, { Range: range })
      expect([status, headers['content-range']]).toEqual([416, `bytes */${song.length}`])
    },
  )

  test('If-Range sends the part of what has not changed, and all of what has', async () => {
    const { ask, url } = await serveOneSong()
    const { etag } = (await ask(url)).headers
    expect((await ask(url, { Range: 'bytes=0-9', 'If-Range': etag! })).status).toBe(206)
    expect((await ask(url, { Range: 'bytes=0-9', 'If-Range': '"another"' })).status).toBe(200)
  })

  test('what the browser has already is not sent again', async () => {
    const { ask, url } = await serveOneSong()
    const { etag } = (await ask(url)).headers
    expect((await ask(url, { 'If-None-Match': etag! })).status).toBe(304)
  })
})

describe('what is not there is not found', () => {
  test.each([
    '00000000-0000-4000-8000-000000000000',
    '../../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '/etc/passwd',
    'song.wav',
    '\0',
    '',
  ])('%j', async (id) => {
    const { ask } = await serveOneSong()
    expect((await ask(`/${encodeURIComponent(id)}`)).status).toBe(404)
  })

  test('a file that has gone since the scan', async () => {
    const { ask, url, folder } = await serveOneSong()
    await rm(join(folder, 'sub/song.wav'))
    expect((await ask(url)).status).toBe(404)
  })

  test('a broken file', async () => {
    const { ask, url, folder, library } = await serveOneSong()
    await writeFiles(folder, { 'sub/song.wav': 'damaged' })
    await library.scan()
    expect((await ask(url)).status).toBe(404)
  })

  test('a track of another library', async () => {
    const { url } = await serveOneSong()
    const { ask } = await serveOneSong()
    expect((await ask(url)).status).toBe(404)
  })
})

describe('a link put in its place since the scan', () => {
  test('leads nowhere when it leads outside', async () => {
    const outside = await makeFolder({ 'song.wav': song })
    const { ask, url, folder } = await serveOneSong()
    expect((await ask(url)).status).toBe(200)

    await rename(join(folder, 'sub'), join(folder, 'moved'))
    await symlink(outside, join(folder, 'sub'))
    expect((await ask(url)).status).toBe(404)

    await rm(join(folder, 'sub'))
    await writeFiles(folder, { 'sub/other.wav': song })
    await symlink(join(outside, 'song.wav'), join(folder, 'sub/song.wav'))
    expect((await ask(url)).status).toBe(404)
  })

  test('is followed when it stays inside', async () => {
    const { ask, url, folder } = await serveOneSong()
    await rename(join(folder, 'sub'), join(folder, 'moved'))
    await symlink(join(folder, 'moved'), join(folder, 'sub'))
    expect((await ask(url)).status).toBe(200)
  })
})

test('names that mean something in a URL or a shell are just names', async () => {
  const names = [
    'a%2fb.wav',
    'a b?c=d#e.wav',
    'ünïcödé – 愛.wav',
    'it\'s "so" $(here).wav',
    'back\\slash.wav',
  ]
  const folder = await makeFolder(Object.fromEntries(names.map((name) => [name, song])))
  const library = await openTestLibrary(db, folder)
  await library.scan()
  const { ask } = await serve((request, response) =>
    library.serveTrack(request, response, request.url!.slice(1)),
  )
  const { tracks } = await (await library.seenBy()).search('')
  expect(tracks).toHaveLength(names.length)
  for (const { id } of tracks) expect((await ask(`/${id}`)).status).toBe(200)
})

// Which files are open can be read from /proc only.
test.skipIf(process.platform !== 'linux')(
  'a listener who leaves half way leaves no open file behind',
  async () => {
    const { port, url, folder } = await serveOneSong(makeWav({ title: 'Long' }, 3_000_000))
    const openFiles = () => openFilesBelow(folder)

    const socket = connect(port, '127.0.0.1')
    socket.write(`GET ${url} HTTP/1.1\r\nHost: here\r\n\r\n`)
    await new Promise((resolve) => socket.once('readable', resolve))
    // Nobody reads on, so the file stays open: without this the test would prove nothing.
    expect(openFiles()).toHaveLength(1)

    socket.destroy()
    await expect.poll(openFiles).toEqual([])
  },
)

function openFilesBelow(folder: string): string[] {
  return readdirSync('/proc/self/fd')
    .map((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`)
      } catch {
        return ''
      }
    })
    .filter((path) => path.startsWith(folder))
}

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Track } from '~/domain/queue/queue'
import { Source } from '~/player/element/source'
import { FakeMedia } from './stage'

const fed: { url: string; startsAtS: number; fail: () => void }[] = []
const stopped: string[] = []

vi.mock('~/player/element/feed', () => ({
  feed: (_element: unknown, url: string, startsAtS: number, fail: () => void) => {
    fed.push({ url, startsAtS, fail })
    return () => stopped.push(url)
  },
}))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('MediaSource', FakeMedia)
  fed.length = 0
  stopped.length = 0
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

class FakeFilm extends FakeMedia {
  videoWidth = 640
  /** The types that this browser says it knows. */
  knows: string[] = []

  canPlayType(type: string): string {
    return this.knows.includes(type) ? 'maybe' : ''
  }
}

const H264 = 'video/mp4; codecs="avc1.42E01E"'
const AC3 = 'audio/mp4; codecs="ac-3"'

let films = 0

/** A film in a browser that refuses it, on a server that answers so for each address. */
function load(
  element: FakeFilm,
  statuses: { file?: number; hls?: number; retryAfterS?: number } = {},
  {
    kind = 'video' as Track['kind'],
    types = [] as string[],
    /** Whether the page asks for it before the server has it. */
    isNew = false,
  } = {},
) {
  const id = `film ${++films}`
  const asked: string[] = []
  let asksForTypes = 0
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.startsWith('/types')) {
      asksForTypes += 1
      return isNew && asksForTypes === 1 ? new Response(null, { status: 404 }) : Response.json({ types })
    }
    asked.push(url)
    const status = (url.startsWith('/hls') ? statuses.hls : statuses.file) ?? 206
    const headers = statuses.retryAfterS ? { 'Retry-After': String(statuses.retryAfterS) } : undefined
    return new Response(null, { status, headers })
  })
  const told: string[] = []
  const open = () => {
    const source = new Source({
      element: element as unknown as HTMLMediaElement,
      track: { id, kind } as Track,
      urls: {
        mediaUrl: (trackId) => `/media/${trackId}`,
        typesUrl: (trackId) => `/types/${trackId}`,
        convertedUrl: (trackId) => `/hls/${trackId}`,
      },
      startsAtS: () => 754,
      onAgain: () => told.push('again'),
      onUnplayable: () => told.push('unplayable'),
    })
    element.addEventListener('error', () => void source.faltered())
    return source
  }
  return { id, asked, told, open, source: open() }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
/** Longer than all tries of a file that is there. */
const TRIED_MS = 3_000

test('a film that this browser refuses is had converted, from where it is wanted', async () => {
  const element = new FakeFilm({ fails: true })
  const { id, source, told } = load(element)
  await pass(TRIED_MS)
  expect(fed).toMatchObject([{ url: `/hls/${id}`, startsAtS: 754 }])
  expect([source.trouble, told.includes('unplayable')]).toEqual([null, false])
  source.end()
  expect(stopped).toEqual([`/hls/${id}`])
})

test('and is asked for converted at once the next time', async () => {
  const element = new FakeFilm({ fails: true })
  const { source, open } = load(element)
  await pass(TRIED_MS)
  source.end()
  open()
  await pass(10)
  expect(fed).toHaveLength(2)
})

test('a film whose picture is dropped without a word is had converted, too', async () => {
  const element = new FakeFilm()
  element.videoWidth = 0
  const { id, told } = load(element)
  await pass(60)
  element.dispatchEvent(new Event('loadeddata'))
  await pass(10)
  expect(element.src).toBe('')
  expect(fed).toMatchObject([{ url: `/hls/${id}` }])
  expect(told).toEqual(['again'])
})

test('a film whose sound this browser cannot decode is had converted before anybody misses it', async () => {
  const element = new FakeFilm()
  element.knows = [H264]
  const { id, told } = load(element, {}, { types: [H264, AC3] })
  await pass(10)
  expect(fed).toMatchObject([{ url: `/hls/${id}` }])
  expect(told).toEqual(['again'])
})

test('and also where it was asked about before the server knew of it', async () => {
  const element = new FakeFilm()
  element.knows = [H264]
  const { id } = load(element, {}, { types: [H264, AC3], isNew: true })
  await pass(60)
  expect(fed).toEqual([])
  element.dispatchEvent(new Event('loadeddata'))
  await pass(10)
  expect(fed).toMatchObject([{ url: `/hls/${id}` }])
})

test('where the server cannot convert it, it is tried as it is: a film without its sound is a film', async () => {
  const element = new FakeFilm()
  element.knows = [H264]
  const { id, source } = load(element, { hls: 501 }, { types: [H264, AC3] })
  await pass(100)
  element.dispatchEvent(new Event('loadeddata'))
  await pass(TRIED_MS)
  expect([element.src, source.trouble]).toEqual([`/media/${id}`, null])
})

test('a film that plays is left as it is', async () => {
  const element = new FakeFilm()
  element.knows = [H264]
  const { asked } = load(element, {}, { types: [H264] })
  await pass(60)
  element.dispatchEvent(new Event('loadeddata'))
  await pass(TRIED_MS)
  expect([asked, fed]).toEqual([[], []])
})

test('phones and Safari play what is converted by themselves', async () => {
  vi.stubGlobal('ManagedMediaSource', FakeMedia)
  const element = new FakeFilm({ fails: true })
  element.knows = ['application/vnd.apple.mpegurl']
  const { id } = load(element)
  await pass(TRIED_MS)
  expect([element.src, fed]).toEqual([`/hls/${id}`, []])
})

test.for([
  ['the server has nothing to convert it with', { hls: 501 }, 'unconverted'],
  ['the file is gone', { file: 404 }, 'gone'],
  ['it is gone by the time it is to be converted', { hls: 404 }, 'gone'],
] as const)('it cannot be played where %s', async ([, statuses, why]) => {
  const { source, told } = load(new FakeFilm({ fails: true }), statuses)
  await pass(3 * TRIED_MS)
  expect([source.trouble, told.at(-1), fed.length]).toEqual([why, 'unplayable', 0])
})

test('what is converted and breaks off is tried again, and given up after another try or two', async () => {
  const { source, told } = load(new FakeFilm({ fails: true }))
  await pass(TRIED_MS)
  for (let count = 1; count <= 3; count++) {
    expect([fed.length, source.trouble]).toEqual([count, null])
    fed.at(-1)!.fail()
    await pass(TRIED_MS)
  }
  expect([fed.length, source.trouble, told.at(-1)]).toEqual([3, 'format', 'unplayable'])
})

test('while the server converts as many others as it can, it waits its turn, says so, and then plays', async () => {
  const server: { hls: number; retryAfterS?: number } = { hls: 503, retryAfterS: 10 }
  const { source, told } = load(new FakeFilm({ fails: true }), server)
  await pass(60_000)
  expect([source.trouble, fed.length]).toEqual(['queued', 0])
  Object.assign(server, { hls: 206, retryAfterS: undefined })
  await pass(10_000)
  expect([source.trouble, fed.length, told.includes('unplayable')]).toEqual([null, 1, false])
})

test('a proxy that does not reach the server is no such word', async () => {
  const { source } = load(new FakeFilm({ fails: true }), { hls: 503 })
  await pass(60_000)
  expect([source.trouble, fed.length]).toEqual([null, 0])
})

test('while the server is away nothing is given up', async () => {
  const { source } = load(new FakeFilm({ fails: true }), { hls: 502 })
  await pass(60_000)
  expect([source.trouble, fed.length]).toEqual([null, 0])
})

test('a sound that goes on without its picture is still said not to be played', async () => {
  const element = new FakeFilm()
  element.videoWidth = 0
  const { source } = load(element, { hls: 501 })
  await pass(60)
  element.dispatchEvent(new Event('loadeddata'))
  await pass(TRIED_MS)
  source.played()
  expect(source.trouble).toBe('unconverted')
})

test('music is not converted', async () => {
  const { source } = load(new FakeFilm({ fails: true }), {}, { kind: 'audio' })
  await pass(TRIED_MS)
  expect([source.trouble, fed.length]).toEqual(['format', 0])
})

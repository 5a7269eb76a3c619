import { once } from 'node:events'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { libraries } from '~/db/schema/libraries'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { comeIn, openJam } from '../support/evening'
import { setAudience, signUpAs } from '../support/household'
import { makeWav } from '../support/media'

/** More than sockets hold: whoever does not read it is still being sent it. */
const LONG_MS = 5_000_000
const WORDS = 'from a library that you may not see'

const folder = await realpath(await mkdtemp(join(tmpdir(), 'tutti-taken-')))
afterAll(() => rm(folder, { recursive: true, force: true }))
await writeFile(join(folder, 'Long.wav'), makeWav({ title: 'Long' }, LONG_MS))
await writeFile(join(folder, 'Other.wav'), makeWav({ title: 'Other' }, 1_000))
const app = await startApp({ mediaDirectories: [folder], publicMediaDirectories: [] })
const ada = await signUpAs(app, 'Ada')
const kim = await signUpAs(app, 'Kim')
const [library] = await app.db.select().from(libraries)
const [track] = (await (await app.tutti.library.seenBy(ada.id)).search('Long')).tracks

/** Ada plays something long to Kim alone, as who Kim is by the account. */
async function theTwoOfThem(): Promise<{ code: string; media: string }> {
  const { code } = await openJam(ada.browser)
  await ada.browser.json(`/rooms/${code}/queue`, { trackId: track!.id })
  await comeIn(kim.browser, code, 'Kim')
  const closed = await ada.browser.json(`/rooms/${code}/settings`, { guestsMayJoin: false })
  expect(closed.status).toBe(200)
  return { code, media: `/media/${track!.id}?room=${code}` }
}

/** An answer of which nobody reads more than its head. */
async function begin(person: Browser, path: string): Promise<IncomingMessage> {
  const request = get(new URL(path, app.url), { agent: false, headers: { Cookie: person.cookies() } })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(200)
  return answer
}

/** How many bytes come until the answer is over, whichever way. */
async function readOn(answer: IncomingMessage): Promise<number> {
  let bytes = 0
  try {
    for await (const chunk of answer) bytes += (chunk as Buffer).length
  } catch {
    // It was cut.
  }
  return bytes
}

beforeEach(() => setAudience(ada.browser, library!, 'all'))

describe('who is in the room no longer', () => {
  test.each(['sent away', 'gone'])('is sent no more of what they were being sent: %s', async (how) => {
    const { code, media } = await theTwoOfThem()
    const { members } = (await app.tutti.engine.rooms.findByCode(code))!
    const { id } = Object.values(members).find(({ accountId }) => accountId === kim.id)!
    const [adas, kims] = [await begin(ada.browser, media), await begin(kim.browser, media)]
    const went =
      how === 'gone'
        ? await kim.browser.json(`/rooms/${code}/departure`)
        : await ada.browser.json(`/rooms/${code}/members/${id}/removal`)
    expect(went.status).toBe(200)
    expect(await readOn(kims)).toBeLessThan(Number(kims.headers['content-length']))
    expect(await readOn(adas)).toBe(Number(adas.headers['content-length']))
  })
})

describe('a library that is taken from somebody who watches', () => {
  test('ends what they are being sent, with a word, and goes on for the others', async () => {
    const { code, media } = await theTwoOfThem()
    const stream = kim.browser.listen(`/rooms/${code}/events`)
    await stream.until(() => stream.frames.length > 0)
    const [adas, kims] = [await begin(ada.browser, media), await begin(kim.browser, media)]

    await setAudience(ada.browser, library!, 'given')
    await stream.until(() => stream.frames.some(({ event }) => event === 'withheld'))
    const told = () => stream.frames.filter(({ event }) => event === 'withheld').map(({ data }) => data)
    expect(told()).toEqual([{ trackId: track!.id }])
    const wholeBytes = Number(adas.headers['content-length'])
    expect(await readOn(kims)).toBeLessThan(wholeBytes)
    expect(await readOn(adas)).toBe(wholeBytes)

    const refused = await kim.browser.get(media, { Range: 'bytes=0-' })
    expect([refused.status, refused.json()]).toMatchObject([403, { error: { code: 'withheld' } }])
    for (const page of ['', '/now', '/listen'])
      expect((await kim.browser.get(`/rooms/${code}${page}`)).text).toContain(WORDS)
    expect((await ada.browser.get(`/rooms/${code}/now`)).text).not.toContain(WORDS)

    await setAudience(ada.browser, library!, 'given', [kim.id])
    await stream.until(() => told().length > 1)
    expect(told().at(-1)).toEqual({ trackId: null })
    expect((await kim.browser.get(media, { Range: 'bytes=0-9' })).status).toBe(206)
    expect((await kim.browser.get(`/rooms/${code}/now`)).text).not.toContain(WORDS)
    stream.cut()
  })

  test('ends it too when they are kept to what is ticked for them', async () => {
    const { code, media } = await theTwoOfThem()
    const stream = kim.browser.listen(`/rooms/${code}/events`)
    await stream.until(() => stream.frames.length > 0)
    const kims = await begin(kim.browser, media)
    const restrict = (restricted: string) =>
      ada.browser.post(`/admin/libraries/people/${kim.id}/restriction`, { restricted })
    await restrict('true')
    await stream.until(() => stream.frames.some(({ event }) => event === 'withheld'))
    expect(await readOn(kims)).toBeLessThan(Number(kims.headers['content-length']))
    await restrict('false')
    stream.cut()
  })

  test('says nothing to who is not in, and nothing of what is not in the room', async () => {
    const { code } = await theTwoOfThem()
    await setAudience(ada.browser, library!, 'given')
    const [other] = (await (await app.tutti.library.seenBy(ada.id)).search('Other')).tracks
    expect((await kim.browser.get(`/media/${other!.id}?room=${code}`)).status).toBe(404)
    const stranger = await app.browser().get(`/media/${track!.id}?room=${code}`)
    expect(stranger.json()).toMatchObject({ error: { code: 'not_authorized' } })
  })
})

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { and, count, eq, sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Limits } from '~/auth/limits.server'
import { tracks } from '~/db/schema/media'
import { roomEvents, rooms } from '~/db/schema/rooms'
import { ALL_REACTIONS } from '~/domain/chat/reaction'
import { hostOf } from '~/domain/room/room'
import { Refused } from '~/routes/api/schemas'
import type { Answer } from '../support/browser'
import { signUpAs, startHousehold, type Person } from '../support/household'
import { openParty, partyOf, type Party } from '../support/party'

const { app, ada, kim, films, metropolis, m, subtitle } = await startHousehold()
const [lee, mina] = [await signUpAs(app, 'Lee'), await signUpAs(app, 'Mina')]
const API = '/api/v1/watch-party'

/** Lets one person do in a minute what takes a town an evening; the limits have tests of their own. */
function withoutLimits() {
  for (const limit of Object.getOwnPropertyNames(Limits.prototype))
    if (limit !== 'constructor') vi.spyOn(app.tutti.limits, limit as 'join').mockResolvedValue(null)
}

/** Ada hosts; these people are in. */
async function aParty(...people: Person[]): Promise<Party> {
  const party = await openParty(ada, m.id, people)
  for (const { browser } of people) await browser.json(`${API}/rooms/${party.roomId}/join`)
  return party
}

const memberOf = async (party: Party, person: Person) => {
  const { members } = await partyOf(app, party)
  return Object.values(members).find(({ accountId }) => accountId === person.id)!
}

/** A refusal as every program is told it: 4xx, and a code. */
function expectRefusal(answer: Answer, what: unknown, status?: number) {
  const isRefused = expect.toSatisfy((is: number) => is >= 400 && is < 500)
  expect([what, answer.status]).toEqual([what, status ?? isRefused])
  expect([what, Refused.safeParse(answer.json()).success]).toEqual([what, true])
}

describe('who hosts', () => {
  test('is one person, however fast a room is handed round', async () => {
    withoutLimits()
    const party = await aParty(kim, lee)
    const ring = [ada, kim, lee]
    const ids = await Promise.all(ring.map(async (person) => (await memberOf(party, person)).id))
    const handOn = (at: number) =>
      ring[at % 3]!.browser.json(`/rooms/${party.code}/host`, { memberId: ids[(at + 1) % 3] })
    // In turn it goes round; all at once, whoever is the host when their turn comes hands on.
    for (let at = 0; at < 6; at++) expect((await handOn(at)).status).toBe(200)
    expect(hostOf(await partyOf(app, party))?.id).toBe(ids[0])
    for (let round = 0; round < 5; round++) {
      const statuses = (await Promise.all([0, 1, 2, 0, 1, 2].map(handOn))).map(({ status }) => status)
      expect(statuses.filter((status) => status !== 200 && status !== 403)).toEqual([])
      const { members } = await partyOf(app, party)
      const roles = ids.map((id) => members[id]!.role).sort()
      expect(roles).toEqual(['cohost', 'cohost', 'host'])
    }
    expectRefusal(await handOn(ids.indexOf(hostOf(await partyOf(app, party))!.id) + 1), 'a co-host', 403)
  })

  test('ends the room once, though two of them do so at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const party = await aParty(kim)
      const { id: kimsId } = await memberOf(party, kim)
      const end = ({ browser }: Person) => browser.json(`/rooms/${party.code}/end`)
      const [handed, ...ended] = await Promise.all([
        ada.browser.json(`/rooms/${party.code}/host`, { memberId: kimsId }),
        end(ada),
        end(kim),
        end(ada),
        end(kim),
      ])
      expect([200, 410]).toContain(handed.status)
      const statuses = ended.map(({ status }) => status)
      expect(statuses.filter((status) => ![200, 403, 410].includes(status))).toEqual([])
      // Whoever is not the host in that moment is refused, so perhaps nobody has ended it.
      const endedTimes = statuses.filter((status) => status === 200).length
      expect(endedTimes).toBeLessThanOrEqual(1)
      const endings = and(
        eq(roomEvents.roomId, party.roomId),
        sql`${roomEvents.body}->>'type' = 'room.ended'`,
      )
      expect(await app.db.select({ seq: roomEvents.seq }).from(roomEvents).where(endings)).toHaveLength(
        endedTimes,
      )
    }
  })

  test('invites neither themselves nor anybody twice, however the id is written', async () => {
    const before = await roomCount()
    const invites = [
      [ada.id],
      [ada.id.toUpperCase()],
      [kim.id, kim.id.toUpperCase()],
      [kim.id, lee.id, kim.id],
      [randomUUID()],
    ]
    for (const ids of invites) {
      const asked = { item_id: m.id, invites: ids.map((user_id) => ({ user_id })) }
      expectRefusal(await ada.browser.json(`${API}/rooms`, asked), ids, 422)
      const ticks = Object.fromEntries(ids.map((id) => [`invite.${id}`, 'on']))
      // A form says each name once: the same id in other letters is all it can do.
      const form = await ada.browser.post('/new/watch', { item: m.id, ...ticks })
      if (new Set(ids).size === ids.length) expect([ids, form.status]).toEqual([ids, 422])
      else expect(form.status).toBe(303)
    }
    expect(await roomCount()).toBe(before + 1)

    const party = await aParty(kim)
    const { seq } = await partyOf(app, party)
    const path = `/rooms/${party.code}/invites`
    const refused: [unknown, number][] = [
      [ada.id, 400],
      [ada.id.toUpperCase(), 400],
      [kim.id, 409],
      [randomUUID(), 422],
      [null, 400],
      ['Lee', 400],
      [[lee.id], 400],
    ]
    for (const [accountId, status] of refused)
      expectRefusal(await ada.browser.json(path, { accountId, role: 'viewer' }), accountId, status)
    expect((await partyOf(app, party)).seq).toBe(seq)
  })
})

describe('a room that is over', () => {
  test('takes nothing, gives nothing away and stays as it is', async () => {
    withoutLimits()
    const party = await openParty(ada, metropolis.id, [kim, lee])
    await kim.browser.json(`${API}/rooms/${party.roomId}/join`)
    const [kimsId, leesId] = [(await memberOf(party, kim)).id, (await memberOf(party, lee)).id]
    const item = (await partyOf(app, party)).current!.id
    expect((await ada.browser.json(`${API}/rooms/${party.roomId}/end`)).status).toBe(200)
    const before = await partyOf(app, party)

    const at = `/rooms/${party.code}`
    const asked: [path: string, body?: object][] = [
      [`${at}/queue`, { trackId: m.id }],
      [`${at}/playback`, { playing: true }],
      [`${at}/gate/opening`],
      [`${at}/skip`, { itemId: item }],
      [`${at}/votes`, { itemId: item }],
      [`${at}/messages`, { text: 'Hello' }],
      [`${at}/reactions`, { reaction: ALL_REACTIONS[0] }],
      [`${at}/name`, { name: 'Somebody' }],
      [`${at}/settings`, { name: 'Other' }],
      [`${at}/password`, { password: 'popcorn' }],
      [`${at}/invites`, { accountId: mina.id, role: 'viewer' }],
      [`${at}/invites/${leesId}/removal`],
      [`${at}/members/${kimsId}/role`, { role: 'cohost' }],
      [`${at}/members/${kimsId}/removal`],
      [`${at}/host`, { memberId: kimsId }],
      [`${at}/host/succession`],
      [`${at}/departure`],
      [`${at}/end`],
      [`${API}/rooms/${party.roomId}/join`],
      [`${API}/rooms/${party.roomId}/leave`],
      [`${API}/rooms/${party.roomId}/end`],
      [`${API}/rooms/${party.roomId}/stream-token`],
    ]
    for (const { browser } of [ada, kim])
      for (const [path, body] of asked) expectRefusal(await browser.json(path, body), path, 410)
    expectRefusal(await mina.browser.json(`${API}/rooms/${party.roomId}/join`), 'a newcomer', 410)
    for (const path of [`/inbox/${party.roomId}/acceptance`, `${API}/invites/${party.roomId}/decline`])
      expectRefusal(await lee.browser.json(path), path, 410)
    for (const path of mediaOf(party.code)) expectRefusal(await kim.browser.get(path), path, 410)
    expectRefusal(await kim.browser.get(`${at}/search?q=m`), 'search', 410)
    expect((await kim.browser.open(`${at}/events`)).status).toBe(410)
    expect(await partyOf(app, party)).toEqual(before)
  })
})

describe('a password', () => {
  test('is tried in vain a few times at each door, all doors together, and is in no log', async () => {
    vi.restoreAllMocks()
    const party = await openParty(ada, m.id, [lee], { password: 'popcorn' })
    const doors = [
      (password: string) => lee.browser.json(`${API}/rooms/${party.roomId}/join`, { password }),
      (password: string) => lee.browser.json(`/inbox/${party.roomId}/acceptance`, { password }),
      (password: string) => lee.browser.json(`/join/${party.code}`, { password }),
      (password: string) => lee.browser.post(`/join/${party.code}`, { password }),
    ]
    const statuses: number[] = []
    for (let tries = 0; tries < 100; tries++)
      statuses.push((await doors[tries % doors.length]!(`wrongly guessed ${tries}`)).status)
    const refused = statuses.indexOf(429)
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThanOrEqual(10)
    expect(new Set(statuses.slice(0, refused))).toEqual(new Set([403]))
    expect(new Set(statuses.slice(refused))).toEqual(new Set([429]))
    for (const knock of doors) {
      const { status, headers } = await knock('popcorn')
      expect([status, Number(headers.get('Retry-After'))]).toEqual([
        429,
        expect.toSatisfy((s: number) => s > 0),
      ])
    }
    expect((await memberOf(party, lee)).state).toBe('invited')
    expect((await ada.browser.get(`/rooms/${party.code}`)).status).toBe(200)
    expect(app.logged.filter((line) => /wrongly guessed|popcorn/.test(line))).toEqual([])
  })
})

describe('a file has no address but its id:', () => {
  test.each([
    '..',
    '../..',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f%2e%2e',
    '....//....//etc/passwd',
    '..\\..\\',
    'Metropolis (1927).de.srt',
    'file:///etc/passwd',
    '%00',
    '%ED%A0%80',
    '-1',
    '0.ts',
    'made.m3u8',
    '1e3',
    '0x10',
    '٣',
    '999999999',
    `${randomUUID()}/..`,
    '$(id)',
    ';id',
    '|id',
    '-i',
  ])('%s', async (name) => {
    // The router says of some that they cannot be decoded.
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const party = await openParty(ada, metropolis.id)
    const room = `?room=${party.code}`
    const paths = [
      `/media/${name}${room}`,
      `/media/${metropolis.id}/subtitles/${name}${room}`,
      `/media/${name}/subtitles/${subtitle.id}${room}`,
      `/media/${metropolis.id}/hls/segments/${name}.ts${room}`,
      `/media/${metropolis.id}/hls/${name}${room}`,
      `/artwork/${metropolis.artworkId}/${name}${room}`,
      `/artwork/${name}/96${room}`,
      `/join/${party.code}/cover/${name}`,
    ]
    for (const path of paths) {
      const answer = await ada.browser.get(path)
      // Some of these are another page once they are read as an address; none of them is a file.
      expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 500)])
      const type = answer.headers.get('Content-Type') ?? ''
      expect([path, type]).toEqual([
        path,
        expect.stringMatching(/^$|^text\/html|^application\/json|^text\/plain/),
      ])
      expect(answer.text).not.toMatch(/root:|WEBVTT|#EXTM3U/)
    }
  })
})

describe('what makes no sense', () => {
  const TEXTS = [
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '\u200b',
    'é'.repeat(300),
    '<b>',
    "' or 1=1 --",
    '{}',
    '..',
  ]
  const nonsense = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(null, true, -1, 1e21, [], {}, [[]], '__proto__', 'constructor', ...TEXTS),
    fc.string({ unit: 'binary' }),
  )
  /** A body that is right but for one place, or wrong altogether. */
  const spoilt = (good: Record<string, unknown>) =>
    fc.oneof(
      nonsense,
      fc
        .tuple(fc.constantFrom(...Object.keys(good), 'invites.0', 'invites.0.user_id', 'policy.x'), nonsense)
        .map(([place, value]) => placed(good, place, value)),
    )

  test.each<[path: string, good: Record<string, unknown>]>([
    [`${API}/eligible-libraries`, { user_ids: [kim.id] }],
    [
      `${API}/rooms`,
      { item_id: m.id, invites: [{ user_id: kim.id, role: 'viewer' }], password: 'x', policy: {} },
    ],
    [`${API}/rooms/ROOM/join`, { password: 'popcorn' }],
    ['/inbox/ROOM/acceptance', { password: 'popcorn', name: 'Kim' }],
    ['/rooms/CODE/invites', { accountId: lee.id, role: 'viewer' }],
    ['/rooms/CODE/password', { password: 'popcorn' }],
    ['/join/CODE', { name: 'Kim', password: 'popcorn' }],
    ['/new/watch', { item: m.id, [`invite.${kim.id}`]: true, name: 'Night', joinRole: 'viewer' }],
    ['/new/watch/selection', { item: m.id, place: films.id, q: 'm', after: 'x', into: films.id }],
    [`/admin/libraries/${films.id}`, { name: 'Films', kind: 'films', audience: 'all' }],
  ])('sent to %s is refused in words, and does nothing by halves', async (path, good) => {
    withoutLimits()
    const party = await openParty(ada, m.id, [kim])
    const url = path.replace('ROOM', party.roomId).replace('CODE', party.code)
    const sender = /join|inbox/.test(path) ? kim : ada
    await fc.assert(
      fc.asyncProperty(spoilt(good), async (body) => {
        const before = [await roomCount(), (await partyOf(app, party)).seq]
        const answer = await sender.browser.json(url, JSON.stringify(body) ?? '')
        expect(answer.status).toBeLessThan(500)
        if (answer.status < 400) return
        expect([await roomCount(), (await partyOf(app, party)).seq]).toEqual(before)
        if (!url.endsWith('/selection')) expectRefusal(answer, body)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    '/inbox?before=',
    '/inbox?declined=',
    '/new/watch?item=',
    '/new/watch?place=',
    '/library?cursor=',
    '/new/watch?q=',
  ])('in the address %s is an answer below 500', async (place) => {
    for (const text of [
      '%00',
      '%ED%A0%80',
      '0_',
      '-1',
      "'",
      '9'.repeat(400),
      'x'.repeat(3_000),
      '[]',
      '%F0%9F%8E%AC',
    ])
      expect([text, (await ada.browser.get(place + text)).status]).toEqual([
        text,
        expect.toSatisfy((status: number) => status < 500),
      ])
  })
})

/** The last, since the film is gone then. */
describe('a film that is deleted in between', () => {
  test('can be watched by nobody any more, and says so', async () => {
    withoutLimits()
    const party = await openParty(ada, metropolis.id, [kim])
    const [row] = await app.db.select().from(tracks).where(eq(tracks.id, metropolis.id))
    await rm(row!.path)
    await app.tutti.library.scan()
    const before = await roomCount()

    const opened = await ada.browser.json(`${API}/rooms`, { item_id: metropolis.id })
    expectRefusal(opened, 'opening', 422)
    expect(opened.text).toContain(metropolis.id)
    const page = await ada.browser.post('/new/watch', { item: metropolis.id })
    expect([page.status, page.text.includes('Choose something')]).toEqual([422, expect.any(Boolean)])
    expectRefusal(
      await ada.browser.json(`/rooms/${party.code}/queue`, { trackId: metropolis.id }),
      'adding',
      404,
    )
    expect(await roomCount()).toBe(before)

    // Who is invited still comes in, and finds that there is nothing to hear or see.
    expect((await kim.browser.json(`${API}/rooms/${party.roomId}/join`)).status).toBe(200)
    for (const path of mediaOf(party.code)) expectRefusal(await kim.browser.get(path), path, 404)
    for (const path of [`/rooms/${party.code}`, '/inbox', `/join/${party.code}`])
      expect([path, (await kim.browser.get(path)).status]).toEqual([
        path,
        expect.toSatisfy((s: number) => s < 400),
      ])
  })
})

function mediaOf(code: string): string[] {
  const of = `/media/${metropolis.id}`
  return ['', `/subtitles/${subtitle.id}`, '/hls/film.m3u8', '/hls/segments/0.ts'].map(
    (noun) => `${of}${noun}?room=${code}`,
  )
}

async function roomCount(): Promise<number> {
  const [row] = await app.db.select({ rooms: count() }).from(rooms)
  return row!.rooms
}

/** The same with this value at this place, which may be one that there was not. */
function placed(good: Record<string, unknown>, place: string, value: unknown): unknown {
  const [field, at, part] = place.split('.')
  if (at === undefined) return { ...good, [field!]: value }
  const list = Array.isArray(good[field!]) ? [...(good[field!] as unknown[])] : [{}]
  const changed = part === undefined ? value : { ...(list[0] as object), [part]: value }
  return { ...good, [field!]: [changed] }
}

import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { ALL_REACTIONS } from '~/domain/chat/reaction'
import { Refused } from '~/routes/api/schemas'
import { startApp } from '../support/app'
import type { Answer } from '../support/browser'
import { addSong, comeIn, findSong, openJam, roomOf } from '../support/evening'

const app = await startApp()
// One person sends hundreds of commands here, which is what these limits are there to prevent.
const unlimited = () => Promise.resolve(null)
Object.assign(app.tutti.limits, { command: unlimited, change: unlimited, reaction: unlimited })

/** Alex hosts, Kim is in; something plays and something waits. */
async function aRoom() {
  const alex = app.browser()
  const { code } = await openJam(alex)
  const kim = await comeIn(app.browser(), code, 'Kim')
  for (const title of ['Ode to Joy', 'Greensleeves', 'Für Elise']) await addSong(alex, code, title)
  const room = await roomOf(app, code)
  const kimsId = Object.values(room.members).find((member) => member.name === 'Kim')!.id
  return { alex, kim, code, kimsId, current: room.current!.id, waiting: room.queue[0]!.id }
}

/** A refusal as every program is told it: 4xx, and a code. */
function expectRefusal(answer: Answer, what: unknown, status?: number) {
  expect([what, answer.status]).toEqual([
    what,
    status ?? expect.toSatisfy((is: number) => is >= 400 && is < 500),
  ])
  expect(Refused.safeParse(answer.json()).success).toBe(true)
}

const NO_BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '7',
  '[{}]',
  '{"a":'.repeat(10_000),
  '[' + '['.repeat(100_000),
]
const NO_TEXT = ['a\u0000b', '\ud800', 'b\udfff', '\ud83d']
const NO_STRINGS: unknown[] = [null, 7, true, [], ['x'], {}, { toString: 'x' }]
const NO_NUMBERS: unknown[] = [
  null,
  '',
  ' ',
  'x',
  '1e3',
  '0x10',
  -1,
  1.5,
  1e21,
  '9999999999',
  [],
  [1],
  {},
  true,
]
const NO_IDS: unknown[] = [...NO_STRINGS, '', 'x', `${randomUUID()}x`, "' or 1=1 --"]

describe('a command with a body that makes no sense changes nothing', async () => {
  const { alex, code, kimsId, current, waiting } = await aRoom()
  const { id: trackId } = await findSong(alex, code, 'Auld Lang Syne')
  const at = `/rooms/${code}`
  const cases: [path: string, good: Record<string, unknown>, field: string, wrong: unknown[]][] = [
    [`${at}/queue`, { trackId }, 'trackId', NO_IDS],
    [`${at}/queue/${waiting}/place`, { index: 1 }, 'index', NO_NUMBERS],
    [`${at}/playback`, { positionMs: 1_000 }, 'positionMs', NO_NUMBERS],
    [`${at}/playback`, { playing: false }, 'playing', [null, 7, 'maybe', [], {}, '']],
    [`${at}/skip`, { itemId: current }, 'itemId', NO_IDS],
    [`${at}/votes`, { itemId: current }, 'itemId', NO_IDS],
    [`${at}/reports`, { itemId: current, problem: 'ended' }, 'problem', [...NO_STRINGS, 'boring']],
    [`${at}/messages`, { text: 'Hello' }, 'text', [...NO_STRINGS, '', '   ', '\u200b', 'x'.repeat(4_001)]],
    [`${at}/reactions`, { reaction: ALL_REACTIONS[0] }, 'reaction', [...NO_STRINGS, '', 'boo', '__proto__']],
    [`${at}/messages`, { text: 'Hello', commandId: randomUUID() }, 'commandId', NO_IDS],
    [`${at}/name`, { name: 'Alexandra' }, 'name', [...NO_STRINGS, '', '\u202e']],
    [`${at}/settings`, { maxMembers: 9 }, 'maxMembers', [...NO_NUMBERS, 0, 5_001]],
    [`${at}/settings`, { skipPercent: 60 }, 'skipPercent', [...NO_NUMBERS, 0, 4, 101]],
    [`${at}/settings`, { hours: 9 }, 'hours', [...NO_NUMBERS, 0, 25]],
    [`${at}/settings`, { name: 'Other' }, 'name', [...NO_STRINGS, 'x'.repeat(61)]],
    [`${at}/settings`, { guestsMayAdd: false }, 'guestsMayAdd', [null, 7, 'maybe', [], {}]],
    [
      `${at}/members/${kimsId}/role`,
      { role: 'cohost' },
      'role',
      [...NO_STRINGS, 'host', 'stage', 'constructor'],
    ],
    [`${at}/host`, { memberId: kimsId }, 'memberId', NO_IDS],
  ]

  test.for(cases)('%s', async ([path, good, field, wrong]) => {
    const before = (await roomOf(app, code)).seq
    for (const body of NO_BODIES) {
      expectRefusal(await alex.json(path, body), body.slice(0, 20), 400)
    }
    for (const value of [...wrong, ...NO_TEXT]) {
      expectRefusal(await alex.json(path, { ...good, [field]: value }), { [field]: value }, 400)
    }
    const without = Object.fromEntries(Object.entries(good).filter(([name]) => name !== field))
    const mayBeLeftOut = path.endsWith('/settings') || field === 'commandId'
    if (!mayBeLeftOut) expectRefusal(await alex.json(path, without), 'left out', 400)
    expect((await roomOf(app, code)).seq).toBe(before)
  })
})

test('a gate is opened by nobody who makes no sense, nor by who may not start', async () => {
  const { alex, kim, code, current } = await aRoom()
  const path = `/rooms/${code}/gate/opening`
  await alex.json(`/rooms/${code}/settings`, { readyGate: true })
  // A device that has nothing ready is waited for.
  const report = {
    state: 'in-sync',
    errorMs: 3,
    delayMs: 20,
    seq: 0,
    readyItemId: null,
    nextReadyItemId: null,
  }
  expect((await alex.json(`/rooms/${code}/heartbeat`, { t0: 1, device: 'phone', report })).status).toBe(200)
  expect((await alex.json(`/rooms/${code}/skip`, { itemId: current })).status).toBe(200)
  const before = await roomOf(app, code)
  expect(before.gate).not.toBeNull()
  for (const body of NO_BODIES) expectRefusal(await alex.json(path, body), body.slice(0, 20), 400)
  for (const commandId of [...NO_IDS, ...NO_TEXT])
    expectRefusal(await alex.json(path, { commandId }), { commandId }, 400)
  for (const who of [kim, app.browser(), (await aRoom()).alex])
    expectRefusal(await who.json(path), 'who', 403)
  expectRefusal(await alex.json('/rooms/ZZZZZZZZ/gate/opening'), 'no room', 404)
  expect((await alex.get(path)).status).toBeLessThan(500)
  expect(await roomOf(app, code)).toEqual(before)

  expect((await alex.json(path)).status).toBe(200)
  expect((await roomOf(app, code)).gate).toBeNull()
  // Open already, it stays so, and nothing more happens.
  const { seq } = await roomOf(app, code)
  expect((await alex.json(path)).json()).toEqual({ ok: true, seq })
})

test('unknown ids, and those of other rooms, are refused and change nothing', async () => {
  const { alex, code, waiting } = await aRoom()
  const other = await aRoom()
  const before = [(await roomOf(app, code)).seq, (await roomOf(app, other.code)).seq]
  for (const id of [
    randomUUID(),
    other.waiting,
    other.current,
    other.kimsId,
    'x',
    '..',
    '%00',
    '%ED%A0%80',
  ]) {
    const calls: [string, object][] = [
      [`queue/${id}/removal`, {}],
      [`queue/${id}/place`, { index: 0 }],
      [`members/${id}/removal`, {}],
      [`members/${id}/admission`, {}],
      [`members/${id}/role`, { role: 'cohost' }],
    ]
    if (id.length === 36) calls.push(['queue', { trackId: id }], ['host', { memberId: id }])
    for (const [path, body] of calls) expectRefusal(await alex.json(`/rooms/${code}/${path}`, body), path)
  }
  expectRefusal(await other.alex.json(`/rooms/${code}/queue/${waiting}/removal`), 'a stranger', 403)
  expect([(await roomOf(app, code)).seq, (await roomOf(app, other.code)).seq]).toEqual(before)
})

describe('forms', async () => {
  const { alex, kim, code } = await aRoom()
  const room = () => roomOf(app, code)

  test('with a field that comes twice are refused', async () => {
    const before = (await room()).seq
    for (const [path, field] of [
      [`/rooms/${code}/messages`, 'text'],
      [`/join/${code}`, 'name'],
      ['/new/jam', 'name'],
      ['/settings/name', 'name'],
      ['/settings/tokens', 'tokenName'],
    ] as const) {
      // Who is in already is led in, whatever they send to the door.
      const sender = path.startsWith('/join') ? app.browser() : kim
      const twice = new URLSearchParams([
        [field, 'one'],
        [field, 'two'],
      ])
      expect([path, (await sender.post(path, twice)).status]).toEqual([path, expect.toSatisfy(is4xx)])
    }
    expect((await room()).seq).toBe(before)
  })

  test('of every shape and type get an answer below 500', async () => {
    const before = (await room()).seq
    const types = [
      'text/plain',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/xml',
      '',
      'a/b',
    ]
    const bodies = [
      '',
      'text=',
      'name=%00',
      '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n',
      '%',
      '&&&=&',
    ]
    for (const path of [
      `/rooms/${code}/messages`,
      '/new/jam',
      `/join/${code}`,
      '/settings/name',
      '/settings/tokens',
    ]) {
      for (const type of types) {
        for (const body of bodies) {
          const answer = await kim.send(path, { method: 'POST', headers: { 'Content-Type': type }, body })
          expect([path, type, body, answer.status]).toEqual([path, type, body, expect.toSatisfy(isBelow500)])
        }
      }
    }
    expect((await room()).seq).toBe(before)
  })

  test('with text that no database stores come back with a message', async () => {
    for (const [path, field] of [
      ['/new/jam', 'name'],
      ['/new/jam', 'host'],
      [`/join/${code}`, 'name'],
      ['/settings/name', 'name'],
      ['/settings/tokens', 'tokenName'],
    ] as const) {
      const answer = await app.browser().post(path, { [field]: 'a\u0000b' })
      expect([path, answer.status, answer.text.includes('make sense to us')]).toEqual([path, 400, true])
    }
  })

  test('a file where text should be is refused', async () => {
    const form = new FormData()
    form.set('text', new Blob(['Hello']), 'hello.txt')
    const answer = await alex.send(`/rooms/${code}/messages`, { method: 'POST', body: form })
    expect(answer.status).toBe(400)
  })
})

test('a body of a megabyte is too large, announced or not', async () => {
  const { alex, code } = await aRoom()
  const text = 'x'.repeat(1_000_000)
  for (const path of [
    `/rooms/${code}/messages`,
    '/new/jam',
    `/join/${code}`,
    '/api/jam/sessions',
    '/nowhere',
  ]) {
    expectRefusal(await alex.json(path, { text }), path, 413)
  }
  const chunks = new ReadableStream({
    start: (stream) => (stream.enqueue(new TextEncoder().encode(text)), stream.close()),
  })
  const unannounced = await alex.send(`/rooms/${code}/messages`, {
    method: 'POST',
    body: chunks,
    duplex: 'half',
  } as never)
  expect(unannounced.status).toBe(413)
})

test('addresses of every shape get an answer below 500', async () => {
  // The router says of each that it cannot be decoded.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { kim, code } = await aRoom()
  const odd = ['%00', '%', '%E0%A4%A', '..%2f..%2fetc', '%ED%A0%80', "'", 'x'.repeat(3_000), '__proto__', '-']
  const places = [
    '/',
    '/join/',
    '/jam/',
    '/rooms/',
    `/rooms/${code}/queue/`,
    '/history/',
    '/new/',
    '/media/',
    '/artwork/',
    '/api/jam/sessions/',
    '/join?code=',
    `/rooms/${code}?q=`,
    `/rooms/${code}/search?q=`,
    `/rooms/${code}/search?cursor=`,
    '/history?before=',
    `/rooms/${code}/events?last=`,
  ]
  for (const place of places) {
    for (const text of odd) {
      const answer = place.includes('events') ? await kim.open(place + text) : await kim.get(place + text)
      expect([place, text, answer.status]).toEqual([place, text, expect.toSatisfy(isBelow500)])
    }
  }
})

function is4xx(status: number): boolean {
  return status >= 400 && status < 500
}

function isBelow500(status: number): boolean {
  return status < 500
}

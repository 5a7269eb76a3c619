import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { HOST_AWAY_AFTER_MS } from '~/domain/room/lifecycle'
import { hostOf } from '~/domain/room/room'
import { PASSWORD, sessionsListed, signUp } from '../support/accounts'
import { pathOf } from '../../scripts/environment'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { addSong, comeIn, findSong, makeToken, openJam, roomOf } from '../support/evening'

/** Holds the answers of the running product against the document it gives of itself. */

const PARTIES = '/api/v1/watch-party'

type Schema = z.core.JSONSchema.JSONSchema
type Content = Record<string, { schema: Schema }>
type Documented = {
  summary: string
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}
type OpenApi = { openapi: string; paths: Record<string, Record<string, Documented>> }

// Nobody listens there: no letter is sent to somebody who does not exist.
const shown = [pathOf('demo/music'), pathOf('demo/series')]
const app = await startApp({
  mediaDirectories: shown,
  publicMediaDirectories: shown,
  mail: { url: 'smtp://127.0.0.1:1', from: 'tutti@tutti.example' },
})
// One address comes in and makes tokens here more often than people do.
for (const limit of ['join', 'change'] as const) vi.spyOn(app.tutti.limits, limit).mockResolvedValue(null)
const admin = app.browser()
let document: OpenApi

beforeAll(async () => {
  await signUp(admin, 'admin')
  document = (await app.browser().get('/api/openapi.json')).json<OpenApi>()
})

/** Alex hosts with three songs, Kim is in, Robin waits. */
async function aRoom() {
  const alex = app.browser()
  const { code, roomId } = await openJam(alex)
  const kim = await comeIn(app.browser(), code, 'Kim')
  for (const title of ['Ode to Joy', 'Greensleeves', 'Für Elise']) await addSong(alex, code, title)
  await alex.json(`/rooms/${code}/settings`, { approveJoins: true })
  const robin = app.browser()
  await robin.get('/')
  await robin.post(`/join/${code}`, { name: 'Robin' })

  const room = await roomOf(app, code)
  const idOf = (name: string) => Object.values(room.members).find((member) => member.name === name)!.id
  const ids = {
    current: room.current!.id,
    waiting: room.queue[0]!.id,
    kim: idOf('Kim'),
    robin: idOf('Robin'),
  }
  return { alex, kim, robin, code, roomId, ids }
}

let accountsMade = 0

/** Somebody with an account, logged in. */
async function anAccount() {
  const browser = app.browser()
  const made = await browser.json('/signup', { username: `person-${++accountsMade}`, password: PASSWORD })
  return { browser, id: made.json<{ account: { id: string } }>().account.id }
}

/** The admin has opened a party with an episode, locked, and somebody is invited. */
async function aParty() {
  const seen = await app.tutti.library.seenBy()
  const episode = (await seen.search('Largo')).tracks[0]!
  const { browser: kim, id: kimId } = await anAccount()
  const opened = await admin.json(`${PARTIES}/rooms`, {
    item_id: episode.id,
    invites: [{ user_id: kimId, role: 'controller' }],
    password: 'popcorn',
  })
  const { room_id: roomId, join_path } = opened.json<{ room_id: string; join_path: string }>()
  return { kim, roomId, code: join_path.split('/').at(-1)!, opened }
}

type Setting = Awaited<ReturnType<typeof aRoom>> & { robot: Browser; stranger: Browser }
type Call = (setting: Setting) => Promise<{ status: number; json: () => unknown; headers: Headers }>

/** One real call of each documented URL. A URL without one fails the test, and so does a call without a URL. */
const CALLS: Record<string, Call> = {
  'post /api/jam/sessions': ({ robot }) => robot.json('/api/jam/sessions', { settings: { name: 'Jam' } }),
  'get /api/jam/sessions/{code}': ({ stranger, code }) => stranger.get(`/api/jam/sessions/${code}`),
  'get /api/jam/sessions/{code}/search': ({ robot, code }) =>
    robot.get(`/api/jam/sessions/${code}/search?q=ode`),
  'get /api/jam/history': ({ robot }) => robot.get('/api/jam/history'),
  'post /api/v1/watch-party/eligible-libraries': async ({ stranger }) => {
    await signUp(stranger, 'ada')
    return stranger.json('/api/v1/watch-party/eligible-libraries', { user_ids: [] })
  },
  'post /api/v1/watch-party/rooms': async () => (await aParty()).opened,
  'get /api/v1/watch-party/rooms/{roomId}': async () =>
    admin.get(`${PARTIES}/rooms/${(await aParty()).roomId}`),
  'post /api/v1/watch-party/rooms/{roomId}/join': async () => {
    const { kim, roomId } = await aParty()
    return kim.json(`${PARTIES}/rooms/${roomId}/join`, { password: 'popcorn' })
  },
  'post /api/v1/watch-party/rooms/{roomId}/leave': async () => {
    const { kim, roomId } = await aParty()
    await kim.json(`${PARTIES}/rooms/${roomId}/join`, { password: 'popcorn' })
    return kim.json(`${PARTIES}/rooms/${roomId}/leave`)
  },
  'post /api/v1/watch-party/rooms/{roomId}/end': async () =>
    admin.json(`${PARTIES}/rooms/${(await aParty()).roomId}/end`),
  'post /api/v1/watch-party/rooms/{roomId}/stream-token': async () =>
    admin.json(`${PARTIES}/rooms/${(await aParty()).roomId}/stream-token`),
  'get /api/v1/watch-party/invites': async () => (await aParty()).kim.get(`${PARTIES}/invites`),
  'post /api/v1/watch-party/invites/{roomId}/decline': async () => {
    const { kim, roomId } = await aParty()
    return kim.json(`${PARTIES}/invites/${roomId}/decline`)
  },
  'get /api/openapi.json': ({ stranger }) => stranger.get('/api/openapi.json'),
  'get /healthz': ({ stranger }) => stranger.get('/healthz'),
  'post /new/{kind}': ({ stranger }) => stranger.json('/new/jam', { name: 'Jam' }),
  'post /join/{code}': ({ stranger, code }) => stranger.json(`/join/${code}`, { name: 'Mina' }),
  'post /join/{code}/withdrawal': ({ robin, code }) => robin.json(`/join/${code}/withdrawal`),
  'get /history/{roomId}/played.json': ({ kim, roomId }) => kim.get(`/history/${roomId}/played.json`),
  'get /pair/state': async ({ stranger }) => {
    await stranger.get('/pair')
    return stranger.get('/pair/state')
  },
  'get /rooms/{code}/search': ({ kim, code }) => kim.get(`/rooms/${code}/search?q=e`),
  'post /rooms/{code}/gate/opening': ({ alex, code }) => alex.json(`/rooms/${code}/gate/opening`),
  'post /rooms/{code}/heartbeat': ({ kim, code }) => kim.json(`/rooms/${code}/heartbeat`),
  'get /rooms/{code}/events': async ({ kim, code }) => {
    const { status, headers } = await kim.open(`/rooms/${code}/events`)
    return { status, headers, json: () => null }
  },
  'post /rooms/{code}/queue': async ({ kim, code }) => {
    const { id: trackId } = await findSong(kim, code, 'Auld Lang Syne')
    return kim.json(`/rooms/${code}/queue`, { trackId })
  },
  'post /rooms/{code}/queue/{itemId}/removal': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/queue/${ids.waiting}/removal`),
  'post /rooms/{code}/queue/{itemId}/place': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/queue/${ids.waiting}/place`, { index: 1 }),
  'post /rooms/{code}/playback': ({ alex, code }) => alex.json(`/rooms/${code}/playback`, { playing: false }),
  'post /rooms/{code}/skip': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/skip`, { itemId: ids.current }),
  'post /rooms/{code}/votes': ({ kim, code, ids }) =>
    kim.json(`/rooms/${code}/votes`, { itemId: ids.current }),
  'post /rooms/{code}/votes/withdrawal': ({ kim, code, ids }) =>
    kim.json(`/rooms/${code}/votes/withdrawal`, { itemId: ids.current }),
  'post /rooms/{code}/reports': ({ kim, code, ids }) =>
    kim.json(`/rooms/${code}/reports`, { itemId: ids.current, problem: 'unplayable' }),
  'post /rooms/{code}/messages': ({ kim, code }) => kim.json(`/rooms/${code}/messages`, { text: 'Hello' }),
  'post /rooms/{code}/reactions': ({ kim, code }) =>
    kim.json(`/rooms/${code}/reactions`, { reaction: 'laugh' }),
  'post /rooms/{code}/name': ({ kim, code }) => kim.json(`/rooms/${code}/name`, { name: 'Kimberly' }),
  'post /rooms/{code}/settings': ({ alex, code }) => alex.json(`/rooms/${code}/settings`, { maxMembers: 9 }),
  'post /rooms/{code}/members/{memberId}/admission': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/members/${ids.robin}/admission`),
  'post /rooms/{code}/members/{memberId}/refusal': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/members/${ids.robin}/refusal`),
  'post /rooms/{code}/members/{memberId}/removal': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/members/${ids.kim}/removal`),
  'post /rooms/{code}/members/{memberId}/role': ({ alex, code, ids }) =>
    alex.json(`/rooms/${code}/members/${ids.kim}/role`, { role: 'cohost' }),
  'post /rooms/{code}/host': ({ alex, code, ids }) => alex.json(`/rooms/${code}/host`, { memberId: ids.kim }),
  'post /rooms/{code}/host/succession': async ({ alex, kim, code, ids }) => {
    await alex.json(`/rooms/${code}/members/${ids.kim}/role`, { role: 'cohost' })
    const { engine } = app.tutti
    const room = await roomOf(app, code)
    // Alex closes the last page, and some minutes go by.
    engine.presence.enter(room.id, hostOf(room)!.id)()
    const later = engine.clock.nowMs() + HOST_AWAY_AFTER_MS
    const clock = vi.spyOn(engine.clock, 'nowMs').mockReturnValue(later)
    const answer = await kim.json(`/rooms/${code}/host/succession`)
    clock.mockRestore()
    return answer
  },
  'post /rooms/{code}/invites': async () => {
    const { code } = await aParty()
    const { id } = await anAccount()
    return admin.json(`/rooms/${code}/invites`, { accountId: id, role: 'viewer' })
  },
  'post /rooms/{code}/invites/{memberId}/removal': async () => {
    const { code } = await aParty()
    const { members } = await roomOf(app, code)
    const { id } = Object.values(members).find(({ state }) => state === 'invited')!
    return admin.json(`/rooms/${code}/invites/${id}/removal`)
  },
  'post /rooms/{code}/password': ({ alex, code }) =>
    alex.json(`/rooms/${code}/password`, { password: 'popcorn' }),
  'post /rooms/{code}/departure': ({ kim, code }) => kim.json(`/rooms/${code}/departure`),
  'post /rooms/{code}/end': ({ alex, code }) => alex.json(`/rooms/${code}/end`),
  'post /signup': ({ stranger }) => stranger.json('/signup', { username: 'newcomer', password: PASSWORD }),
  'post /login': ({ stranger }) => stranger.json('/login', { login: 'admin', password: PASSWORD }),
  'post /logout': async () => (await anAccount()).browser.json('/logout'),
  'post /reset': ({ stranger }) => stranger.json('/reset', { login: 'nobody' }),
  'post /reset/{secret}': async ({ stranger }) => {
    const { id } = await anAccount()
    const { link } = (await admin.json(`/admin/people/${id}/reset-link`)).json<{ link: string }>()
    return stranger.json(new URL(link).pathname, { newPassword: 'another password' })
  },
  'post /settings/password': async () =>
    (await anAccount()).browser.json('/settings/password', {
      currentPassword: PASSWORD,
      newPassword: 'another password',
    }),
  'post /settings/sessions/revocation': async () =>
    (await anAccount()).browser.json('/settings/sessions/revocation'),
  'post /settings/sessions/{sessionId}/revocation': async () => {
    const { browser } = await anAccount()
    const [session] = await sessionsListed(browser)
    return browser.json(`/settings/sessions/${session!.id}/revocation`)
  },
  'get /admin/people': () => admin.get('/admin/people', { Accept: 'application/json' }),
  'post /admin/people/welcome': () => admin.json('/admin/people/welcome', { signUp: 'open' }),
  'post /admin/people/invites': () => admin.json('/admin/people/invites', { for: 'one' }),
  'post /admin/people/invites/{inviteId}/revocation': async () => {
    await admin.json('/admin/people/invites', { for: 'one' })
    const { text } = await admin.get('/admin/people')
    return admin.json(/\/admin\/people\/invites\/[0-9a-f-]{36}\/revocation/.exec(text)![0])
  },
  'post /admin/people/{accountId}/reset-link': async () =>
    admin.json(`/admin/people/${(await anAccount()).id}/reset-link`),
  'post /admin/people/{accountId}/role': async () =>
    admin.json(`/admin/people/${(await anAccount()).id}/role`, { role: 'member' }),
  'post /admin/people/{accountId}/removal': async () =>
    admin.json(`/admin/people/${(await anAccount()).id}/removal`),
  'post /rooms/{code}/guest-links': ({ alex, code }) =>
    alex.json(`/rooms/${code}/guest-links`, { for: 'one' }),
  'post /rooms/{code}/guest-links/{linkId}/revocation': async ({ alex, code }) => {
    await alex.json(`/rooms/${code}/guest-links`, { for: 'hour' })
    const { text } = await alex.get(`/rooms/${code}/invites`)
    return alex.json(/\/rooms\/[A-Z0-9]+\/guest-links\/[0-9a-f-]{36}\/revocation/.exec(text)![0])
  },
  'post /rooms/{code}/screens': async ({ alex, stranger, code }) => {
    await stranger.get('/pair')
    const screen = (await stranger.get('/pair/state')).json<{ code: string }>()
    return alex.json(`/rooms/${code}/screens`, { code: screen.code })
  },
  'post /rooms/{code}/screens/{memberId}/removal': async ({ alex, stranger, code }) => {
    await stranger.get('/pair')
    const screen = (await stranger.get('/pair/state')).json<{ code: string }>()
    await alex.json(`/rooms/${code}/screens`, { code: screen.code })
    await stranger.get('/pair/state')
    const { members } = await roomOf(app, code)
    const { id } = Object.values(members).find((member) => member.role === 'stage')!
    return alex.json(`/rooms/${code}/screens/${id}/removal`)
  },
}

test('describes each URL, in words too', () => {
  expect(document.openapi).toBe('3.1.0')
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => [`${method} ${path}`, summary] as const),
  )
  expect(described.map(([url]) => url).sort()).toEqual(Object.keys(CALLS).sort())
  expect(described.filter(([, summary]) => summary === '')).toEqual([])
})

test.for(Object.keys(CALLS))('%s answers as described', async (url) => {
  const room = await aRoom()
  const robot = app.browser().withToken(await makeToken(room.alex))
  const answer = await CALLS[url]!({ ...room, robot, stranger: app.browser() })

  const [method, path] = url.split(' ') as [string, string]
  const [status, described] = Object.entries(document.paths[path]![method]!.responses)[0]!
  const [type, { schema }] = Object.entries(described.content!)[0]!
  expect([answer.status, answer.json()]).toEqual([Number(status), answer.json()])
  expect(answer.headers.get('Content-Type')).toContain(type)
  if (type === 'application/json') z.fromJSONSchema(schema).parse(answer.json())
})

test('a schema that is held against the wrong answer says so', () => {
  const { content } = document.paths['/api/jam/sessions/{code}']!.get!.responses[200]!
  const session = z.fromJSONSchema(content!['application/json']!.schema)
  const right = { name: 'Jam', host_name: null, participant_count: 1, current_track: null, is_active: true }
  expect(session.safeParse(right).success).toBe(true)
  for (const wrong of [{}, { ...right, participant_count: 'one' }, { ...right, secret: 1 }]) {
    expect(session.safeParse(wrong).success).toBe(false)
  }
})

test('what goes in is described by the schemas that the URLs read it with', () => {
  const { content } = document.paths['/rooms/{code}/votes']!.post!.requestBody!
  const vote = z.fromJSONSchema(content['application/json']!.schema)
  expect(vote.safeParse({ itemId: crypto.randomUUID() }).success).toBe(true)
  expect(vote.safeParse({ itemId: 'x' }).success).toBe(false)
})

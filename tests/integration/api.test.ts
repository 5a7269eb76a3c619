import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { peopleOf } from '~/domain/room/room'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { addSong, comeIn, makeToken, openJam, roomOf, skip } from '../support/evening'

const app = await startApp()

/** Alex, and a program that speaks for Alex. */
async function alexAndRobot(): Promise<{ alex: Browser; robot: Browser }> {
  const alex = app.browser()
  await alex.get('/')
  return { alex, robot: app.browser().withToken(await makeToken(alex)) }
}

const SETTINGS = {
  name: 'From a program',
  allow_guests: true,
  require_approval: true,
  guest_can_add: false,
  guest_can_skip_vote: false,
  max_queue_per_person: 4,
}

describe('POST /api/jam/sessions', () => {
  test('opens a jam with these settings, which is its owner’s', async () => {
    const { alex, robot } = await alexAndRobot()
    const expires_at = new Date(Date.now() + 3 * 3_600_000).toISOString()
    const answer = await robot.json('/api/jam/sessions', { settings: { ...SETTINGS, expires_at } })
    expect(answer.status).toBe(201)
    const { session_id, share_code } = answer.json<{ session_id: string; share_code: string }>()
    expect(share_code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    const room = await roomOf(app, share_code.replace('-', ''))
    expect(room).toMatchObject({
      id: session_id,
      name: 'From a program',
      endsAtMs: Date.parse(expires_at),
      policy: {
        guestsMayJoin: true,
        approveJoins: true,
        guestsMayAdd: false,
        guestsMayVote: false,
        maxWaitingPerPerson: 4,
      },
    })
    expect((await alex.get('/')).text).toContain(`href="/rooms/${room.code}"`)
    expect((await alex.json(`/rooms/${room.code}/end`)).status).toBe(200)
  })

  test('takes milliseconds too, a day at the most, and defaults for the rest', async () => {
    const { robot } = await alexAndRobot()
    const open = async (settings: object) => {
      const { share_code } = (await robot.json('/api/jam/sessions', { settings })).json<{
        share_code: string
      }>()
      const room = await roomOf(app, share_code.replace('-', ''))
      return Math.round((room.endsAtMs - room.createdAtMs) / 3_600_000)
    }
    expect(await open({ expires_at: Date.now() + 2 * 3_600_000 })).toBe(2)
    expect(await open({ expires_at: Date.now() + 99 * 3_600_000 })).toBe(24)
    expect(await open({ expires_at: null })).toBe(12)
    expect(await open({})).toBe(12)
    expect((await robot.json('/api/jam/sessions', {})).status).toBe(201)
  })

  test('[S11] sent twice under one id opens one jam', async () => {
    const { robot } = await alexAndRobot()
    const body = { settings: SETTINGS, command_id: randomUUID() }
    const answers = await Promise.all([
      robot.json('/api/jam/sessions', body),
      robot.json('/api/jam/sessions', body),
    ])
    expect(answers[0].json()).toEqual(answers[1].json())
    const { robot: other } = await alexAndRobot()
    expect((await other.json('/api/jam/sessions', body)).status).toBe(409)
  })

  test('refuses what it does not understand, and says which field', async () => {
    const { robot } = await alexAndRobot()
    const wrong: [unknown, string][] = [
      [{ settings: { name: 7 } }, 'settings.name'],
      [{ settings: { name: 'x'.repeat(61) } }, 'settings.name'],
      [{ settings: { allow_guests: 'yes' } }, 'settings.allow_guests'],
      [{ settings: { max_queue_per_person: -1 } }, 'settings.max_queue_per_person'],
      [{ settings: { expires_at: 'tomorrow' } }, 'settings.expires_at'],
      [{ settings: { expires_at: 1 } }, ''],
      [{ settings: [] }, 'settings'],
      [[], ''],
      ['{', ''],
      ['', ''],
      ['{"settings":{"name":"a\\u0000b"}}', ''],
      ['{"settings":{"name":"a\\ud800b"}}', ''],
    ]
    for (const [body, field] of wrong) {
      const answer = await robot.json('/api/jam/sessions', body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(answer.json()).toMatchObject({
        ok: false,
        error: { code: 'bad_request', message: expect.stringContaining(field) },
      })
    }
    expect((await robot.get('/api/jam/history')).json()).toEqual({ sessions: [] })
  })

  test('is for Bearer tokens: a cookie is not enough', async () => {
    const { alex } = await alexAndRobot()
    const answer = await alex.json('/api/jam/sessions', { settings: SETTINGS })
    expect([answer.status, answer.json()]).toMatchObject([401, { error: { code: 'unauthenticated' } }])
  })
})

test('GET /api/jam/sessions/{share_code} tells anybody with the code', async () => {
  const alex = app.browser()
  const { code } = await openJam(alex)
  await comeIn(app.browser(), code, 'Kim')
  const shown = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()
  const look = async () => (await app.browser().get(`/api/jam/sessions/${shown}`)).json()
  const quiet = {
    name: 'Friday at Alex’s',
    host_name: 'Alex',
    participant_count: 2,
    current_track: null,
    is_active: true,
  }
  expect(await look()).toEqual(quiet)
  await addSong(alex, code, 'Ode to Joy')
  expect(await look()).toEqual({ ...quiet, current_track: { title: 'Ode to Joy', artist: 'Trad.' } })
  await alex.json(`/rooms/${code}/end`)
  expect(await look()).toMatchObject({ current_track: null, is_active: false })
  const none = await app.browser().get('/api/jam/sessions/ABCDEFGH')
  expect([none.status, none.json()]).toMatchObject([404, { error: { code: 'session_not_found' } }])
})

test('GET …/search is for users and for guests of that jam', async () => {
  const { robot } = await alexAndRobot()
  const { code } = await openJam(app.browser())
  const other = await openJam(app.browser())
  const joined = await app.browser().json(`/join/${code}`, { name: 'Guest' })
  const guest = app.browser().withToken(joined.json<{ token: string }>().token)
  const path = `/api/jam/sessions/${code}/search?q=${encodeURIComponent('fur elise')}`
  for (const program of [robot, guest]) {
    const { tracks } = (await program.get(path)).json<{ tracks: { title: string }[] }>()
    expect(tracks[0]).toMatchObject({ title: 'Für Elise', artist: 'Trad.', duration_ms: 60_000 })
  }
  expect((await app.browser().get(path)).status).toBe(401)
  expect((await guest.get(path.replace(code, other.code))).status).toBe(403)
  for (const query of ['', '%00', '%ED%A0%80', "'%3B--", '%25', 'x'.repeat(5_000)]) {
    expect((await robot.get(`/api/jam/sessions/${code}/search?q=${query}`)).status).toBe(200)
  }
})

test('GET /api/jam/history has the jams of the token’s owner, the latest first', async () => {
  const { alex, robot } = await alexAndRobot()
  const first = await openJam(alex, { name: 'First' })
  await addSong(alex, first.code, 'Greensleeves')
  await skip(app, alex, first.code)
  await alex.json(`/rooms/${first.code}/end`)
  const second = await openJam(app.browser(), { name: 'Second', host: 'Robin' })
  await comeIn(alex, second.code, 'Alex')
  const { sessions } = (await robot.get('/api/jam/history')).json<{ sessions: object[] }>()
  expect(sessions).toMatchObject([
    { name: 'Second', host_name: 'Robin', role: 'guest', is_active: true, ended_at: null, track_count: 0 },
    { name: 'First', host_name: 'Alex', role: 'host', is_active: false, track_count: 1 },
  ])
})

test('POST /join/{code} answers a program in its own terms', async () => {
  const { code } = await openJam(app.browser(), { maxMembers: '2' })
  const form = await app
    .browser()
    .post(`/join/${code}`, { name: ' Robot\u202e ' }, { Accept: 'application/json' })
  expect(form.status).toBe(201)
  expect(form.json()).toEqual({
    ok: true,
    seq: 2,
    member_id: expect.any(String),
    state: 'in',
    token: expect.stringMatching(/^tutti_/),
  })
  expect(peopleOf(await roomOf(app, code))[1]!.name).toBe('Robot')
  const full = await app.browser().json(`/join/${code}`, {})
  expect([full.status, full.json()]).toEqual([
    409,
    { ok: false, error: { code: 'session_full', message: 'This jam is full' } },
  ])
  const tooLong = await app.browser().json(`/join/${code}`, { name: 'n'.repeat(41) })
  expect([tooLong.status, tooLong.json()]).toMatchObject([400, { error: { code: 'bad_request' } }])
})

test('unknown addresses and methods below /api are refused as JSON', async () => {
  for (const path of ['/api', '/api/', '/api/nothing', '/api/jam/sessions/a/b/c']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await app.browser().send(path, { method })
      expect([path, answer.status, answer.json()]).toMatchObject([
        path,
        404,
        { error: { code: 'not_found' } },
      ])
    }
  }
  for (const [method, path] of [
    ['GET', '/api/jam/sessions'],
    ['PUT', '/api/jam/sessions'],
    ['POST', '/api/jam/history'],
    ['DELETE', '/api/openapi.json'],
  ] as const) {
    const answer = await app.browser().send(path, { method })
    expect([path, answer.status, answer.json()]).toMatchObject([
      path,
      405,
      { error: { code: 'wrong_method' } },
    ])
  }
})

import { describe, expect, test } from 'vitest'
import { peopleOf } from '~/domain/room/room'
import { startApp } from '../support/app'
import { addSong, comeIn, findSong, makeToken, openJam, roomOf } from '../support/evening'

const app = await startApp({ trustProxy: true })
const from = (address: string) => ({ 'X-Forwarded-For': address })

describe('a browser', () => {
  test('whose cookie is broken, forged or another house’s is somebody new', async () => {
    const alex = app.browser()
    await alex.get('/')
    const [payload] = decodeURIComponent(alex.cookie('tutti')!).split('.')
    const forged = [
      '%',
      'x',
      '....',
      '%00',
      '"',
      payload!,
      `${payload}.`,
      `${payload}.AAAA`,
      `${payload}.${'A'.repeat(43)}`,
      btoa('{"id":"1"}'),
      'é'.repeat(300),
    ]
    for (const value of forged) {
      const answer = await app.browser().get('/', { Cookie: `tutti=${encodeURIComponent(value)}` })
      expect([value, answer.status, answer.headers.getSetCookie().length]).toEqual([value, 200, 1])
    }
    const raw = await app.browser().get('/', { Cookie: 'tutti=%E0%A4%A; tutti; =;;=' })
    expect(raw.status).toBe(200)
  })

  test('is given a cookie that scripts cannot read and other sites do not send', async () => {
    const [plain] = (await app.browser().get('/')).headers.getSetCookie()
    expect(plain).toMatch(/; HttpOnly/)
    expect(plain).toMatch(/; SameSite=Lax/)
    expect(plain).not.toMatch(/; Secure/)
    const https = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'tutti.example' }
    expect((await app.browser().get('/', https)).headers.getSetCookie()[0]).toMatch(/; Secure/)
  })

  test('sent by another site changes nothing', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    const before = (await roomOf(app, code)).seq
    const elsewhere: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ]
    for (const headers of elsewhere) {
      for (const path of [
        `/rooms/${code}/end`,
        `/join/${code}`,
        '/new/jam',
        '/settings/tokens',
        '/settings/name',
      ]) {
        expect((await alex.post(path, { name: 'Eve', tokenName: 'Eve' }, headers)).status).toBe(403)
      }
    }
    expect((await roomOf(app, code)).seq).toBe(before)
  })

  test('is never redirected to what the request says', async () => {
    for (const text of [
      '//evil.example',
      'https://evil.example/join/ABCDEFGH',
      '/\\evil',
      'ABCDEFGH\r\nLocation: x',
    ]) {
      for (const path of [`/join?code=${encodeURIComponent(text)}`, `/jam/${encodeURIComponent(text)}`]) {
        const answer = await app.browser().get(path)
        expect([path, answer.location ?? '']).toEqual([path, expect.not.stringContaining('evil')])
      }
    }
  })
})

describe('wrong codes', () => {
  test('are limited per address, on the page, as JSON and for streams alike; members go on', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    const eve = app.browser()
    for (let n = 0; n < 10; n++)
      expect((await eve.get(`/join/ABCDEFG${n + 2}`, from('203.0.113.9'))).status).toBe(404)
    const json = { ...from('203.0.113.9'), Accept: 'application/json' }
    const answers = await Promise.all([
      eve.get(`/join/${code}`, from('203.0.113.9')),
      eve.get(`/join?code=${code}`, from('203.0.113.9')),
      eve.get(`/rooms/${code}/events`, from('203.0.113.9')),
      eve.get(`/api/jam/sessions/${code}`, json),
      eve.post(`/join/${code}`, { name: 'Eve' }, json),
      eve.post(`/join/${code}`, { name: 'Eve' }, from('203.0.113.9')),
    ])
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(429))
    for (const answer of answers) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(answers[3]!.json()).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
    expect((await eve.get(`/join/${code}`, from('203.0.113.10'))).status).toBe(200)
    expect((await alex.get(`/rooms/${code}`, from('203.0.113.9'))).status).toBe(200)
    expect((await alex.post(`/rooms/${code}/heartbeat`, {}, from('203.0.113.9'))).status).toBe(200)
  })

  test('are limited for a whole IPv6 network', async () => {
    for (let n = 0; n < 10; n++) await app.browser().get('/join?code=ABCDEFGH', from(`2001:db8:1:2::${n}`))
    expect((await app.browser().get('/join?code=ABCDEFGH', from('2001:db8:1:2:ffff::1'))).status).toBe(429)
    expect((await app.browser().get('/join?code=ABCDEFGH', from('2001:db8:1:3::1'))).status).toBe(404)
  })
})

describe('a token of a user', () => {
  test('is shown once, listed, used and revoked', async () => {
    const alex = app.browser()
    await alex.get('/')
    const made = await alex.post('/settings/tokens', { tokenName: 'Robot' })
    expect(made.status).toBe(201)
    const token = /tutti_[\w-]{43}/.exec(made.text)![0]
    const listed = await alex.get('/settings')
    expect(listed.text).toContain('Robot')
    expect(listed.text).toContain('never used')
    expect(listed.text).not.toContain(token)

    const robot = app.browser().withToken(token)
    expect((await robot.get('/api/jam/history')).status).toBe(200)
    expect((await alex.get('/settings')).text).toContain('last used')

    const tokenId = /\/settings\/tokens\/([0-9a-f-]{36})\/revocation/.exec(listed.text)![1]
    const robin = app.browser()
    await robin.get('/')
    expect((await robin.post(`/settings/tokens/${tokenId}/revocation`)).status).toBe(404)
    expect((await robot.get('/api/jam/history')).status).toBe(200)
    expect((await alex.post(`/settings/tokens/${tokenId}/revocation`)).status).toBe(303)
    const refused = await robot.get('/api/jam/history')
    expect([refused.status, refused.json()]).toEqual([401, expect.objectContaining({ ok: false })])
  })

  test('speaks for its browser in rooms, but makes no tokens and changes no settings', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    const robot = app.browser().withToken(await makeToken(alex))
    expect((await robot.json(`/rooms/${code}/messages`, { text: 'Beep' })).status).toBe(200)
    for (const path of ['/settings', '/settings/tokens']) expect((await robot.get(path)).status).toBe(403)
    expect((await robot.post('/settings/tokens', { tokenName: 'More' })).status).toBe(403)
    expect((await robot.post('/settings/name', { name: 'More' })).status).toBe(403)
  })

  test('needs a name; twenty are enough', async () => {
    const alex = app.browser()
    await alex.get('/')
    for (const tokenName of ['', ' \u200b ', 'n'.repeat(41)]) {
      const answer = await alex.post('/settings/tokens', { tokenName })
      expect([answer.status, answer.text.includes('id="tokenName-problem"')]).toEqual([400, true])
    }
    for (let n = 0; n < 20; n++) await makeToken(alex, `Robot ${n}`)
    expect((await alex.post('/settings/tokens', { tokenName: 'One more' })).status).toBe(409)
  })

  test('that is not ours is refused wherever it is shown', async () => {
    const { code } = await openJam(app.browser())
    const eve = app.browser().withToken('tutti_guess')
    for (const path of [
      '/',
      '/api/jam/history',
      `/rooms/${code}`,
      `/rooms/${code}/events`,
      '/api/openapi.json',
    ]) {
      const answer = await eve.get(path)
      expect([path, answer.status, answer.json()]).toMatchObject([
        path,
        401,
        { error: { code: 'unauthenticated' } },
      ])
    }
  })
})

describe('a token of a guest', () => {
  test('does in its room what a guest can, and nothing elsewhere', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    const joined = await app.browser().json(`/join/${code}`, { name: 'Robot' })
    expect(joined.status).toBe(201)
    const { token, member_id, state } = joined.json<{ token: string; member_id: string; state: string }>()
    expect(state).toBe('in')
    expect(peopleOf(await roomOf(app, code)).map((member) => member.id)).toContain(member_id)

    const robot = app.browser().withToken(token)
    await addSong(robot, code, 'Ode to Joy')
    expect((await robot.open(`/rooms/${code}/events`)).status).toBe(200)
    expect((await robot.json(`/rooms/${code}/heartbeat`)).status).toBe(200)
    const forbidden = await robot.json(`/rooms/${code}/end`)
    expect(forbidden.json()).toMatchObject({ error: { code: 'not_authorized' } })
    const again = await robot.json(`/join/${code}`, { name: 'Robot' })
    expect([again.status, again.json()]).toMatchObject([409, { error: { code: 'already_joined' } }])

    const other = await openJam(app.browser())
    for (const path of [
      `/join/${other.code}`,
      `/rooms/${other.code}/messages`,
      '/new/jam',
      '/api/jam/sessions',
    ]) {
      expect([path, (await robot.json(path, { text: 'Hello' })).status]).toEqual([path, 403])
    }
    for (const path of ['/api/jam/history', '/history', '/settings', `/rooms/${other.code}/events`]) {
      expect([path, (await robot.get(path)).status]).toEqual([path, 403])
    }
  })

  test('of somebody who waits is for the door alone, until a host lets them in', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex, { approveJoins: 'on' })
    const asked = await app.browser().json(`/join/${code}`, { name: 'Robot' })
    const { token, member_id, state } = asked.json<{ token: string; member_id: string; state: string }>()
    expect(state).toBe('waiting')
    const robot = app.browser().withToken(token)
    expect((await robot.get(`/rooms/${code}/search?q=ode`)).status).toBe(403)
    expect((await robot.json(`/rooms/${code}/messages`, { text: 'Hello' })).status).toBe(403)
    expect((await robot.open(`/rooms/${code}/events`)).status).toBe(200)
    const waits = await robot.json(`/join/${code}`, { name: 'Robot' })
    expect([waits.status, waits.json()]).toMatchObject([200, { state: 'waiting', member_id }])
    await alex.json(`/rooms/${code}/members/${member_id}/admission`)
    expect((await findSong(robot, code, 'Greensleeves')).title).toBe('Greensleeves')
  })

  test('ends with the membership', async () => {
    const alex = app.browser()
    const { code } = await openJam(alex)
    const joined = await app.browser().json(`/join/${code}`, { name: 'Robot' })
    const { token, member_id } = joined.json<{ token: string; member_id: string }>()
    const robot = app.browser().withToken(token)
    await alex.json(`/rooms/${code}/members/${member_id}/removal`)
    expect((await robot.get(`/rooms/${code}/events`)).status).toBe(403)
    expect((await robot.json(`/rooms/${code}/messages`, { text: 'Hello' })).status).toBe(403)
    expect((await robot.json(`/join/${code}`, { name: 'Robot' })).status).toBe(403)
  })

  test('each program without a cookie is somebody of its own', async () => {
    const { code } = await openJam(app.browser())
    const ids = new Set<unknown>()
    for (let n = 0; n < 3; n++) ids.add((await app.browser().json(`/join/${code}`, {})).json().member_id)
    expect(ids.size).toBe(3)
    expect(peopleOf(await roomOf(app, code))).toHaveLength(4)
  })

  test('a browser that asks for one is the member it was', async () => {
    const { code } = await openJam(app.browser())
    const kim = await comeIn(app.browser(), code, 'Kim')
    expect((await kim.json(`/join/${code}`, {})).status).toBe(409)
  })
})

import { describe, expect, test } from 'vitest'
import { accounts } from '~/db/schema/accounts'
import { logIn, logOut, PASSWORD, signUp } from '../support/accounts'
import { startApp } from '../support/app'
import { makeToken, openJam } from '../support/evening'

const app = await startApp({ trustProxy: true })
const from = (address: string) => ({ 'X-Forwarded-For': address })

test('the first to sign up becomes the admin: of many at once exactly one', async () => {
  const names = ['alex', 'kim', 'jordan', 'mina', 'robin']
  const answers = await Promise.all(
    names.map((username) => app.browser().json('/signup', { username, password: PASSWORD })),
  )
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201))
  const roles = answers.map((answer) => answer.json<{ account: { role: string } }>().account.role)
  expect(roles.toSorted()).toEqual(['admin', 'member', 'member', 'member', 'member'])
})

describe('somebody with an account', () => {
  test('is logged in after signing up, logs out, and in again by name or address', async () => {
    const sam = app.browser()
    const made = await signUp(sam, 'Sam', { email: 'Sam@example.org', next: '/history' })
    expect([made.status, made.location]).toEqual([303, '/history'])
    expect((await sam.get('/')).text).toContain('Log out')

    expect((await logOut(sam)).location).toBe('/')
    expect((await sam.get('/')).text).not.toContain('Log out')
    for (const login of ['sam', ' SAM ', 'ｓａｍ', 'sam@EXAMPLE.org']) {
      const browser = app.browser()
      expect([login, (await logIn(browser, login)).status]).toEqual([login, 303])
      expect((await browser.get('/')).text).toContain('Sam')
    }
  })

  test('is not asked to log in or sign up again', async () => {
    const browser = app.browser()
    await logIn(browser, 'sam')
    expect((await browser.get('/login?next=/settings')).location).toBe('/settings')
    expect((await browser.get('/signup')).location).toBe('/')
  })

  test('speaks through programs too, which make no more of their kind', async () => {
    const browser = app.browser()
    await logIn(browser, 'sam')
    const robot = app.browser().withToken(await makeToken(browser))
    await robot.json('/api/jam/sessions', { settings: { name: 'The robot’s jam' } })
    expect((await browser.get('/history')).text).toContain('The robot’s jam')
    const refused = [
      await robot.json('/settings/password', { currentPassword: PASSWORD, newPassword: 'another one' }),
      await robot.json('/settings/sessions/revocation'),
      await robot.json('/signup', { username: 'robot', password: PASSWORD }),
      await robot.json('/login', { login: 'sam', password: PASSWORD }),
    ]
    expect(refused.map((answer) => answer.status)).toEqual([403, 403, 403, 403])
  })

  test('has a cookie that scripts cannot read and other sites do not send', async () => {
    const plain = (await logIn(app.browser(), 'sam')).headers.getSetCookie()
    expect(plain.find((line) => line.startsWith('tutti_session='))).toMatch(
      /^tutti_session=[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
    )
    const https = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'tutti.example' }
    const headers = { ...https, Origin: 'https://tutti.example' }
    const secure = await app.browser().post('/login', { login: 'sam', password: PASSWORD }, headers)
    expect(secure.headers.getSetCookie().map((line) => /; Secure/.test(line))).toEqual([true, true])
  })

  test('cannot be logged in or out by another site', async () => {
    const sam = app.browser()
    await logIn(sam, 'sam')
    for (const path of [
      '/login',
      '/signup',
      '/logout',
      '/settings/password',
      '/settings/sessions/revocation',
    ]) {
      const answer = await sam.post(
        path,
        { login: 'kim', password: PASSWORD },
        { Origin: 'https://evil.example' },
      )
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect((await sam.get('/')).text).toContain('Sam')
  })
})

describe('what is typed wrong', () => {
  test('stays in the form, but for the password', async () => {
    const answer = await signUp(app.browser(), 'J', { email: 'nowhere', password: 'short' })
    expect(answer.status).toBe(400)
    for (const field of ['username', 'email', 'password'])
      expect(answer.text).toContain(`id="${field}-problem"`)
    expect(answer.text).toMatch(/name="email"[^>]*value="nowhere"/)
    expect(answer.text).not.toContain('short')
  })

  test('makes no account', async () => {
    const before = await app.db.$count(accounts)
    const wrong: Record<string, unknown>[] = [
      {},
      { username: 'newcomer' },
      { username: 'a', password: PASSWORD },
      { username: 'a'.repeat(31), password: PASSWORD },
      { username: 'has space', password: PASSWORD },
      { username: 'some@body', password: PASSWORD },
      { username: '.hidden', password: PASSWORD },
      { username: 'al\u202eex', password: PASSWORD },
      { username: 'newcomer', password: 'seven77' },
      { username: 'newcomer', password: 'x'.repeat(201) },
      { username: 'newcomer', password: PASSWORD, email: 'not an address' },
      { username: 'newcomer', password: PASSWORD, email: `${'x'.repeat(300)}@example.org` },
      { username: ['newcomer'], password: PASSWORD },
      { username: 'newcomer', password: { $ne: '' } },
    ]
    for (const fields of wrong) {
      const answer = await app.browser().json('/signup', fields)
      expect([fields, answer.status, answer.json()]).toMatchObject([fields, 400, { ok: false }])
    }
    expect((await app.browser().json('/signup', '[1]')).status).toBe(400)
    expect((await app.browser().json('/login', 'nonsense')).status).toBe(400)
    expect(await app.db.$count(accounts)).toBe(before)
  })

  test('and a name or an address that somebody has is refused beside its field', async () => {
    await signUp(app.browser(), 'Taken', { email: 'taken@example.org' })
    const name = await signUp(app.browser(), 'tAKEN')
    expect([name.status, name.text.includes('id="username-problem"')]).toEqual([409, true])
    const address = await signUp(app.browser(), 'Other', { email: 'TAKEN@example.org' })
    expect([address.status, address.text.includes('id="email-problem"')]).toEqual([409, true])
    const json = await app.browser().json('/signup', { username: 'TAKEN', password: PASSWORD })
    expect([json.status, json.json()]).toMatchObject([409, { error: { code: 'name_taken' } }])
  })

  test('a wrong password and an unknown name read the same', async () => {
    const wrong = await app.browser().json('/login', { login: 'sam', password: 'not that one' })
    const unknown = await app.browser().json('/login', { login: 'nobody-here', password: 'not that one' })
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text])
    expect(unknown.status).toBe(401)
    const page = await logIn(app.browser(), 'sam', 'not that one')
    expect([page.status, page.text.includes('do not go together')]).toEqual([401, true])
    expect(page.text).toMatch(/name="login"[^>]*value="sam"/)
  })
})

const AWAY = [
  '//evil.example',
  'https://evil.example/',
  '/\\evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '\t//evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'evil.example',
]

test('nobody is led away by what a link says comes after logging in', async () => {
  for (const next of AWAY) {
    const { location } = await app.browser().post('/login', { login: 'sam', password: PASSWORD, next })
    expect([next, new URL(location!, app.url).origin]).toEqual([next, app.url])
    const page = await app.browser().get(`/login?next=${encodeURIComponent(next)}`)
    expect([next, page.text.includes('evil')]).toEqual([next, false])
  }
  const inside = await app
    .browser()
    .post('/login', { login: 'sam', password: PASSWORD, next: '/join/ABCD?x=1#y' })
  expect(inside.location).toBe('/join/ABCD?x=1#y')
})

describe('trying passwords', () => {
  test('is limited for each name, whether or not there is such a person', async () => {
    for (const [n, login] of ['kim', 'nobody-at-all'].entries()) {
      for (let tried = 0; tried < 10; tried++) {
        const body = { login, password: `guess ${tried}` }
        const answer = await app.browser().post('/login', body, from(`198.51.${n}.${tried}`))
        expect(answer.status).toBe(401)
      }
      const limited = await app
        .browser()
        .post('/login', { login: login.toUpperCase(), password: PASSWORD }, from('203.0.113.7'))
      expect([login, limited.status]).toEqual([login, 429])
      expect(Number(limited.headers.get('Retry-After'))).toBeGreaterThan(0)
    }
  })

  test('is limited for each address, many at once or one by one', async () => {
    const tries = Array.from({ length: 60 }, (_, n) =>
      app.browser().post('/login', { login: `victim-${n}`, password: 'password' }, from('198.51.100.77')),
    )
    const statuses = (await Promise.all(tries)).map((answer) => answer.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(40)
    expect(statuses.filter((status) => status === 429)).toHaveLength(20)
  })

  test('right ones do not count', async () => {
    for (let n = 0; n < 45; n++) {
      const answer = await app
        .browser()
        .post('/login', { login: 'sam', password: PASSWORD }, from('203.0.113.88'))
      expect(answer.status).toBe(303)
    }
  })
})

test('guests need none of it', async () => {
  const guest = app.browser()
  await guest.get('/')
  expect((await openJam(guest)).code).toMatch(/^[A-Z0-9]{8}$/)
  expect((await guest.get('/settings')).status).toBe(200)
  expect((await guest.get('/')).text).toContain('Log in')
})

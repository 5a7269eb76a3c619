import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountSessions } from '~/db/schema/accounts'
import { logIn, PASSWORD, sessionsListed, signUp, STREAM_ENDS_MS } from '../support/accounts'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { addSong, comeIn, openJam } from '../support/evening'

const app = await startApp()

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

/** Somebody logged in twice: at home, and in a browser that says what it is. */
async function twice(name: string) {
  const home = app.browser()
  await signUp(home, name)
  const away = app.browser()
  await away.post('/login', { login: name, password: PASSWORD }, { 'User-Agent': FIREFOX })
  return { home, away }
}

const isLoggedIn = async (browser: Browser) => (await browser.get('/')).text.includes('Log out')

describe('sessions', () => {
  test('are listed in words and ended one by one', async () => {
    const { home, away } = await twice('alex')
    const page = await home.get('/settings')
    expect(page.text).toContain('Firefox on Linux')
    expect(page.text.match(/This one/g)).toHaveLength(1)
    const other = (await sessionsListed(home)).find(({ isHere }) => !isHere)!
    expect((await home.post(`/settings/sessions/${other.id}/revocation`)).status).toBe(303)
    expect([await isLoggedIn(home), await isLoggedIn(away)]).toEqual([true, false])
  })

  test('are ended by their owner alone', async () => {
    const { home } = await twice('kim')
    const [session] = await sessionsListed(home)
    const eve = app.browser()
    await signUp(eve, 'eve')
    for (const id of [session!.id, 'nonsense', crypto.randomUUID()]) {
      expect((await eve.json(`/settings/sessions/${id}/revocation`)).status).toBe(404)
    }
    const guest = app.browser()
    expect((await guest.json(`/settings/sessions/${session!.id}/revocation`)).status).toBe(401)
    expect((await guest.post(`/settings/sessions/${session!.id}/revocation`)).location).toMatch(/^\/login/)
    expect(await isLoggedIn(home)).toBe(true)
  })

  test('all end at once', async () => {
    const { home, away } = await twice('jordan')
    expect((await away.post('/settings/sessions/revocation')).location).toBe('/login')
    expect([await isLoggedIn(home), await isLoggedIn(away)]).toEqual([false, false])
  })

  test('take the streams with them that were opened by them', async () => {
    const { home, away } = await twice('mina')
    const { code } = await openJam(home)
    const stream = await fetch(`${app.url}/rooms/${code}/events`, { headers: { Cookie: away.cookies() } })
    const ended = stream.text()
    await home.post('/settings/sessions/revocation')
    await expect(withinMs(ended, STREAM_ENDS_MS)).resolves.toContain('snapshot')
    const again = await fetch(`${app.url}/rooms/${code}/events`, { headers: { Cookie: away.cookies() } })
    expect(again.status).toBe(403)
  })

  test('last for 90 days after they were last used, and not a day longer', async () => {
    const { home, away } = await twice('robin')
    const { id } = (await sessionsListed(home)).find(({ isHere }) => isHere)!
    const day = 24 * 3_600_000
    await app.db
      .update(accountSessions)
      .set({ lastSeenAtMs: Date.now() - day, expiresAtMs: Date.now() + day })
      .where(eq(accountSessions.id, id))
    app.tutti.sessions.forget((await app.tutti.sessions.read(home.cookies()))!.account.id)
    const answer = await home.get('/')
    expect(answer.headers.getSetCookie()[0]).toMatch(/^tutti_session=.*Max-Age=7776000/)
    const [row] = await app.db.select().from(accountSessions).where(eq(accountSessions.id, id))
    expect(row!.expiresAtMs - Date.now()).toBeGreaterThan(89 * day)
    expect((await home.get('/')).headers.getSetCookie()).toEqual([])

    const [other] = (await sessionsListed(home)).filter(({ isHere }) => !isHere)
    await app.db
      .update(accountSessions)
      .set({ expiresAtMs: Date.now() - 1 })
      .where(eq(accountSessions.id, other!.id))
    app.tutti.sessions.forget(row!.accountId)
    expect(await isLoggedIn(away)).toBe(false)
  })

  test('are kept as hashes only; a made-up one is nobody’s, and is forgotten', async () => {
    const { home } = await twice('sam')
    const token = home.cookie('tutti_session')!
    const rows = JSON.stringify(await app.db.select().from(accountSessions))
    expect(rows).not.toContain(token)
    const eve = app.browser()
    const answer = await eve.get('/', { Cookie: `tutti_session=${'A'.repeat(43)}` })
    expect(answer.text).not.toContain('Log out')
    expect(answer.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^tutti_session=; .*Max-Age=0/),
    )
  })
})

const change = (browser: Browser, currentPassword: string, newPassword: string) =>
  browser.post('/settings/password', { currentPassword, newPassword })

describe('a password', () => {
  test('is changed by who knows it; the other browsers are logged out', async () => {
    const { home, away } = await twice('noor')
    expect((await change(home, 'a wrong one', 'something new')).status).toBe(403)
    expect((await change(home, PASSWORD, 'short')).status).toBe(400)
    expect([await isLoggedIn(home), await isLoggedIn(away)]).toEqual([true, true])
    expect((await change(home, PASSWORD, 'something new')).status).toBe(303)
    expect([await isLoggedIn(home), await isLoggedIn(away)]).toEqual([true, false])
    expect((await logIn(app.browser(), 'noor')).status).toBe(401)
    expect((await logIn(app.browser(), 'noor', 'something new')).status).toBe(303)
  })

  test('cannot be tried out there either', async () => {
    const { home } = await twice('lee')
    for (let n = 0; n < 10; n++) expect((await change(home, `guess ${n}`, 'something new')).status).toBe(403)
    expect((await change(home, PASSWORD, 'something new')).status).toBe(429)
  })

  test('composed in another way is the same', async () => {
    const browser = app.browser()
    await browser.post('/signup', { username: 'zoe', password: 'cafe\u0301 au lait' })
    expect((await logIn(app.browser(), 'zoe', 'caf\u00e9 au lait')).status).toBe(303)
  })
})

test('an account is the same person in every browser', async () => {
  const { home, away } = await twice('ada')
  const { code } = await openJam(home)
  await addSong(away, code, 'Ode to Joy')
  expect((await away.json(`/rooms/${code}/skip`, {})).status).toBe(400)
  const guest = await comeIn(app.browser(), code, 'Kim')
  expect((await guest.get(`/rooms/${code}`)).text).not.toContain('ada')
})

function withinMs<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      AbortSignal.timeout(ms).addEventListener('abort', () => reject(new Error('Too late')))
    }),
  ])
}

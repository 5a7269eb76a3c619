import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { accountIdentities, accounts } from '~/db/schema/accounts'
import { logIn, logOut, signUp } from '../support/accounts'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { openJam } from '../support/evening'
import { CLIENT, startProvider, wayBack } from '../support/oidc'

const port = await freePort()
const provider = await startProvider(`http://127.0.0.1:${port}/login/oidc/callback`)
const app = await startApp({
  port,
  oidc: {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'Our house',
  },
})
Object.assign(provider.people, {
  ada: { preferred_username: 'ada', email: 'ada@example.org', email_verified: true },
  grace: { name: 'Grace Hopper', email: 'grace@example.org', email_verified: false },
  eve: { preferred_username: 'alex', email: 'alex@example.org', email_verified: true },
  nameless: {},
})

const alex = app.browser()
await signUp(alex, 'alex', { email: 'alex@example.org' })

async function comeAs(who: string | null, person: Browser = app.browser(), query = '') {
  provider.whoever = who
  const way = await wayBack(await person.get(`/login/oidc${query}`), provider)
  return { person, way, back: await person.get(way) }
}

const nameOf = async (person: Browser) => /<h1[^>]*>([^<]*)</.exec((await person.get('/settings')).text)?.[1]

test('the way there is offered beside the password, and is a link: no form may lead away', async () => {
  for (const path of ['/login?next=/history', '/signup?next=/history'])
    expect((await app.browser().get(path)).text).toContain('href="/login/oidc?next=%2Fhistory"')
  const { location } = await app.browser().get('/login/oidc')
  const { origin, searchParams } = new URL(location!)
  expect(origin).toBe(provider.issuer)
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: CLIENT.id,
    code_challenge_method: 'S256',
    scope: 'openid profile email',
    redirect_uri: `${app.url}/login/oidc/callback`,
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  })
})

describe('the first time', () => {
  test('makes an account, which is the same the next time, and takes along what was there', async () => {
    const person = app.browser()
    const { code } = await openJam(person)
    const { back } = await comeAs('ada', person, '?next=/history')
    expect([back.status, back.location]).toEqual([303, '/history'])
    expect((await person.get(`/rooms/${code}`)).status).toBe(200)
    await logOut(person)
    const again = await comeAs('ada')
    expect(await nameOf(again.person)).toBe('ada')
    expect((await again.person.get(`/rooms/${code}`)).status).toBe(200)
    expect(await app.db.$count(accountIdentities)).toBe(1)
  })

  test('finds a name for everybody', async () => {
    expect(await nameOf((await comeAs('grace')).person)).toBe('grace')
    expect(await nameOf((await comeAs('nameless')).person)).toBe('friend')
  })

  test('takes over nobody: neither a name nor a verified address that has an account here', async () => {
    const { person } = await comeAs('eve')
    expect(await nameOf(person)).toBe('alex-2')
    expect(await nameOf(alex)).toBe('alex')
    expect((await logIn(app.browser(), 'alex@example.org')).status).toBe(303)
    const rows = await app.db.select().from(accounts)
    expect(rows.filter(({ email }) => email === 'alex@example.org')).toHaveLength(1)
    expect(rows.find(({ username }) => username === 'grace')!.email).toBeNull()
  })

  test('is as welcome as others are', async () => {
    await alex.json('/admin/people/welcome', { signUp: 'invited' })
    provider.people.newcomer = { preferred_username: 'newcomer' }
    const refused = await comeAs('newcomer')
    expect([refused.back.status, refused.back.text.includes('need an invite link')]).toEqual([403, true])
    expect((await comeAs('ada')).back.status).toBe(303)
    const { link } = (await alex.json('/admin/people/invites', { for: 'one' })).json<{ link: string }>()
    const invited = await comeAs('newcomer', app.browser(), new URL(link).search)
    expect(invited.back.status).toBe(303)
    await alex.json('/admin/people/welcome', { signUp: 'open' })
  })
})

describe('an account that is there', () => {
  test('is connected from its settings, and then opened from there too', async () => {
    provider.people.alexAtHome = { preferred_username: 'alex at home' }
    const settings = await alex.get('/settings')
    const connect = /\/login\/oidc(\?connect=[0-9a-f-]+)/.exec(settings.text)![1]!
    const { back } = await comeAs('alexAtHome', alex, connect)
    expect(back.location).toBe('/settings')
    expect((await alex.get('/settings')).text).toContain('You can log in with Our house')
    expect(await nameOf((await comeAs('alexAtHome')).person)).toBe('alex')

    const kim = app.browser()
    await signUp(kim, 'kim')
    const own = /\/login\/oidc(\?connect=[0-9a-f-]+)/.exec((await kim.get('/settings')).text)![1]!
    expect((await comeAs('alexAtHome', kim, own)).back.status).toBe(409)
    expect(await nameOf(kim)).toBe('kim')
  })

  test('is not connected because another site sent its browser there', async () => {
    const mina = app.browser()
    await signUp(mina, 'mina')
    provider.people.evil = { preferred_username: 'evil' }
    for (const query of ['?connect=', `?connect=${crypto.randomUUID()}`, ''])
      await comeAs('evil', mina, query)
    await logIn(mina, 'mina')
    expect(await nameOf(mina)).toBe('mina')
    expect((await mina.get('/settings')).text).toContain('Log in with Our house from now on')
  })
})

describe('what does not come from there', () => {
  test('is refused: no state, another browser’s, or none of ours', async () => {
    provider.whoever = 'ada'
    const start = await app.browser().get('/login/oidc')
    const other = app.browser()
    await other.get('/login/oidc')
    expect((await other.get(await wayBack(start, provider))).status).toBe(502)
    for (const query of ['', '?code=x', '?code=x&state=y', '?state=y&error=server_error'])
      expect((await app.browser().get(`/login/oidc/callback${query}`)).status).toBeGreaterThanOrEqual(400)
  })

  test('is not what came from there before: a code counts once', async () => {
    const { person, way, back } = await comeAs('ada')
    expect(back.status).toBe(303)
    const again = await person.get(way)
    expect([again.status, again.text.includes('did not answer')]).toEqual([502, true])
  })

  test('who turns back is at the login page again', async () => {
    expect((await comeAs(null)).back.location).toBe('/login')
  })

  test('and nobody is led away afterwards', async () => {
    for (const next of ['//evil.example', 'https://evil.example', '/.//evil.example']) {
      const { back } = await comeAs('ada', app.browser(), `?next=${encodeURIComponent(next)}`)
      expect(back.location).toBe('/')
    }
  })
})

/** The provider must know the address before the product has opened its port. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

test('a provider that is away is said to be, and asked again the next time', async () => {
  const nobody = await freePort()
  const oidc = { issuer: `http://127.0.0.1:${nobody}`, clientId: 'x', clientSecret: 'y', name: 'Gone' }
  const lonely = await startApp({ oidc })
  const answer = await lonely.browser().get('/login/oidc')
  expect([answer.status, answer.text.includes('did not answer as it should')]).toEqual([502, true])
  expect((await lonely.browser().get('/login')).status).toBe(200)
})

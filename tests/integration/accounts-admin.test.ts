import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts, passwordResets, signUpInvites } from '~/db/schema/accounts'
import { logIn, PASSWORD, signUp } from '../support/accounts'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { comeIn, makeToken, openJam, roomOf } from '../support/evening'

const app = await startApp()

const alex = app.browser()
const idOf = async (username: string): Promise<string> => {
  const [row] = await app.db.select().from(accounts).where(eq(accounts.username, username))
  return row!.id
}

/** Somebody new, whoever may sign up just now. */
async function member(username: string): Promise<Browser> {
  const browser = app.browser()
  await signUp(browser, username)
  return browser
}

const welcome = (fields: Record<string, string>) => alex.json('/admin/people/welcome', fields)
const invite = async (whom: 'one' | 'many') => {
  const made = await alex.json('/admin/people/invites', { for: whom })
  expect(made.status).toBe(201)
  return new URL(made.json<{ link: string }>().link)
}
const come = (username: string, { searchParams }: URL) =>
  app.browser().json('/signup', { username, password: PASSWORD, invite: searchParams.get('invite') })
const linkFor = async (username: string) => {
  const made = await alex.post(`/admin/people/${await idOf(username)}/reset-link`)
  expect(made.status).toBe(201)
  return /\/reset\/[\w-]{43}/.exec(made.text)![0]
}
const isLoggedIn = async (browser: Browser) => (await browser.get('/')).text.includes('Log out')

test('the admin sees everybody; nobody else sees the page or learns of anybody', async () => {
  await signUp(alex, 'alex')
  const kim = await member('kim')
  const page = await alex.get('/admin/people')
  for (const words of ['alex', 'kim', 'Admin', 'You']) expect(page.text).toContain(words)
  const listed = await alex.get('/admin/people', { Accept: 'application/json' })
  expect(listed.json()).toMatchObject({ people: [{ username: 'alex', role: 'admin' }, { username: 'kim' }] })
  expect(listed.text).not.toContain('argon2')

  const id = await idOf('alex')
  const everything = [
    'welcome',
    'invites',
    `invites/${crypto.randomUUID()}/revocation`,
    `${id}/reset-link`,
    `${id}/role`,
    `${id}/removal`,
  ]
  const robot = app.browser().withToken(await makeToken(alex))
  for (const path of ['', ...everything].map((noun) => `/admin/people/${noun}`)) {
    const asked = await kim.get(path)
    expect([path, asked.status, asked.text.includes('alex')]).toEqual([path, 403, false])
    const { location } = await app.browser().get(path)
    expect(location).toBe(`/login?next=${encodeURIComponent(path)}`)
  }
  const fields = { role: 'member', for: 'one' }
  for (const path of everything.map((noun) => `/admin/people/${noun}`)) {
    const refused = [
      await kim.json(path, fields),
      await kim.post(path, fields),
      await robot.json(path, fields),
    ]
    expect([path, ...refused.map(({ status }) => status)]).toEqual([path, 403, 403, 403])
    expect([path, (await app.browser().json(path, fields)).status]).toEqual([path, 401])
  }
  expect(await app.db.$count(signUpInvites)).toBe(0)
})

describe('roles', () => {
  test('are given and taken at once; one admin always stays', async () => {
    const jordan = await member('jordan')
    const [alexId, jordanId] = [await idOf('alex'), await idOf('jordan')]
    expect((await jordan.get('/admin/people')).status).toBe(403)
    expect((await alex.post(`/admin/people/${jordanId}/role`, { role: 'admin' })).status).toBe(303)
    expect((await jordan.get('/admin/people')).status).toBe(200)
    expect((await jordan.post(`/admin/people/${alexId}/role`, { role: 'member' })).status).toBe(303)
    expect((await alex.get('/admin/people')).status).toBe(403)

    const refused = await jordan.post(`/admin/people/${jordanId}/role`, { role: 'member' })
    expect([refused.status, refused.text.includes('make another admin first')]).toEqual([409, true])
    expect((await jordan.json(`/admin/people/${jordanId}/removal`)).status).toBe(409)
    expect((await jordan.post(`/admin/people/${alexId}/role`, { role: 'admin' })).status).toBe(303)
  })

  test('two admins who take each other’s at once leave one', async () => {
    const mina = await member('mina')
    const [alexId, jordanId, minaId] = [await idOf('alex'), await idOf('jordan'), await idOf('mina')]
    await alex.json(`/admin/people/${jordanId}/role`, { role: 'member' })
    await alex.json(`/admin/people/${minaId}/role`, { role: 'admin' })
    const both = await Promise.all([
      alex.json(`/admin/people/${minaId}/role`, { role: 'member' }),
      mina.json(`/admin/people/${alexId}/role`, { role: 'member' }),
    ])
    const refused = both.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(1)
    expect(await app.db.$count(accounts, eq(accounts.role, 'admin'))).toBe(1)
    await app.db.update(accounts).set({ role: 'admin' }).where(eq(accounts.id, alexId))
    app.tutti.sessions.forget(alexId)
  })

  test('and people that there are not are not found', async () => {
    for (const id of ['nonsense', crypto.randomUUID()]) {
      for (const path of ['role', 'removal', 'reset-link'])
        expect((await alex.json(`/admin/people/${id}/${path}`, { role: 'admin' })).status).toBe(404)
      expect((await alex.json(`/admin/people/invites/${id}/revocation`)).status).toBe(404)
    }
    expect((await alex.json(`/admin/people/${await idOf('kim')}/role`, { role: 'king' })).status).toBe(400)
    expect((await welcome({ signUp: 'sometimes' })).status).toBe(400)
  })
})

test('an account that is deleted is out everywhere, and its rooms go on', async () => {
  const robin = await member('robin')
  const { code } = await openJam(robin, { host: 'Robin' })
  await comeIn(app.browser(), code, 'Kim')
  const robot = app.browser().withToken(await makeToken(robin))
  expect((await alex.post(`/admin/people/${await idOf('robin')}/removal`)).status).toBe(303)

  expect(await isLoggedIn(robin)).toBe(false)
  expect((await robin.json(`/rooms/${code}/end`)).status).toBe(403)
  expect((await robot.get('/api/jam/history')).status).toBe(401)
  expect((await logIn(app.browser(), 'robin')).status).toBe(401)
  const room = await roomOf(app, code)
  const standing = Object.values(room.members).map(({ name, role, state }) => `${name} ${role} ${state}`)
  expect(standing.toSorted()).toEqual(['Kim host in', expect.stringMatching(/^Robin \w+ left$/)])
  expect((await signUp(app.browser(), 'robin')).status).toBe(303)
})

describe('who may sign up', () => {
  test('everybody, who is invited, or nobody', async () => {
    expect((await welcome({ signUp: 'invited' })).status).toBe(200)
    const uninvited = await signUp(app.browser(), 'uninvited')
    expect([uninvited.status, uninvited.text.includes('need an invite link')]).toEqual([403, true])
    expect((await app.browser().get('/signup')).text).not.toContain('name="password"')

    expect((await welcome({ signUp: 'closed' })).status).toBe(200)
    expect((await come('closed-out', await invite('many'))).status).toBe(403)
    expect((await welcome({ signUp: 'open' })).status).toBe(200)
    expect((await signUp(app.browser(), 'welcome')).status).toBe(303)
  })

  test('an invite for one is good for one, of two at once too', async () => {
    await welcome({ signUp: 'invited' })
    const link = await invite('one')
    expect((await app.browser().get(link.pathname + link.search)).text).toContain('name="password"')
    expect((await come('kim', link)).status).toBe(409)
    const both = await Promise.all([come('lee', link), come('noor', link)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 403])
  })

  test('an invite for many is good for a week, or until it is taken back', async () => {
    await welcome({ signUp: 'invited' })
    const link = await invite('many')
    expect((await come('ada', link)).status).toBe(201)
    expect((await come('bela', link)).status).toBe(201)
    const page = await alex.get('/admin/people')
    expect(page.text).toContain('used by 2 people')
    const id = /invites\/([0-9a-f-]{36})\/revocation/.exec(page.text)![1]
    expect((await alex.post(`/admin/people/invites/${id}/revocation`)).status).toBe(303)
    expect((await come('cora', link)).status).toBe(403)

    const old = await invite('many')
    await app.db.update(signUpInvites).set({ expiresAtMs: Date.now() - 1 })
    expect((await come('cora', old)).status).toBe(403)
  })

  test('the link itself is kept nowhere', async () => {
    const link = await invite('one')
    const rows = JSON.stringify(await app.db.select().from(signUpInvites))
    expect(rows).not.toContain(link.searchParams.get('invite'))
  })
})

describe('a link for a new password', () => {
  test('sets one, once, and logs out whoever was in', async () => {
    const thief = app.browser()
    await logIn(thief, 'kim')
    const link = await linkFor('kim')
    const kim = app.browser()
    expect((await kim.get(link)).text).toContain('kim')
    expect((await kim.get(link)).status).toBe(200)
    expect((await kim.post(link, { newPassword: 'short' })).status).toBe(400)
    expect((await kim.post(link, { newPassword: 'a new password' })).status).toBe(303)
    expect([await isLoggedIn(kim), await isLoggedIn(thief)]).toEqual([true, false])
    expect((await logIn(app.browser(), 'kim')).status).toBe(401)
    expect((await logIn(app.browser(), 'kim', 'a new password')).status).toBe(303)

    expect((await app.browser().get(link)).status).toBe(410)
    const again = await app.browser().post(link, { newPassword: 'another password' })
    expect([again.status, again.text.includes('was used')]).toEqual([410, true])
  })

  test('is good for a day, for one of two at once, and ends all the others', async () => {
    const [first, second] = [await linkFor('jordan'), await linkFor('jordan')]
    const both = await Promise.all([
      app.browser().json(first, { newPassword: 'first password' }),
      app.browser().json(first, { newPassword: 'other password' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410])
    expect((await app.browser().get(second)).status).toBe(410)

    const old = await linkFor('jordan')
    await app.db.update(passwordResets).set({ expiresAtMs: Date.now() - 1 })
    expect((await app.browser().json(old, { newPassword: 'too late now' })).status).toBe(410)
    expect((await app.browser().get('/reset/nonsense')).status).toBe(410)
  })

  test('is asked of the admin where no mail is sent', async () => {
    const page = await app.browser().get('/reset')
    expect(page.text).toContain('Ask whoever runs this place')
    expect((await app.browser().json('/reset', { login: 'kim' })).status).toBe(403)
  })
})

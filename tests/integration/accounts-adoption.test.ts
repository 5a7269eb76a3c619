import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '~/db/schema/accounts'
import { logIn, logOut, signUp, STREAM_ENDS_MS } from '../support/accounts'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { addSong, comeIn, makeToken, openJam, roomOf } from '../support/evening'

/** What a browser hosted or joined before logging in becomes the account's. */

const app = await startApp()

const memberNamed = async (code: string, name: string) =>
  Object.values((await roomOf(app, code)).members).find((member) => member.name === name)!

/** Somebody whose account was made in another browser. */
async function withAccount(username: string): Promise<{ home: Browser; away: Browser }> {
  const home = app.browser()
  await signUp(home, username)
  return { home, away: app.browser() }
}

test('rooms that were hosted and joined as a guest, and the tokens made there', async () => {
  const { home, away } = await withAccount('alex')
  const { code: hosted } = await openJam(away, { name: 'Hosted as a guest' })
  const { code: joined } = await openJam(app.browser(), { name: 'Joined as a guest' })
  await comeIn(away, joined, 'Al')
  const robot = app.browser().withToken(await makeToken(away))
  expect((await home.get('/history')).text).not.toContain('Hosted as a guest')

  await logIn(away, 'alex')
  for (const browser of [home, away, robot]) {
    await addSong(browser, hosted, 'Ode to Joy').catch(() => addSong(browser, hosted, 'Greensleeves'))
    expect((await browser.get(`/rooms/${joined}`)).status).toBe(200)
  }
  const history = await home.get('/history')
  for (const name of ['Hosted as a guest', 'Joined as a guest']) expect(history.text).toContain(name)
  expect((await away.get('/settings')).text).toContain('Robot')
  expect((await memberNamed(joined, 'Al')).state).toBe('in')
})

test('and logging out leaves nothing of it in the browser, nor does the cookie from before', async () => {
  const { home } = await withAccount('kim')
  const shared = app.browser()
  const { code } = await openJam(shared)
  const before = shared.cookies()
  await logIn(shared, 'kim')
  await logOut(shared)
  for (const Cookie of [before, shared.cookies()]) {
    expect((await shared.get('/', { Cookie })).text).not.toContain('Friday at Alex’s')
    expect(
      (await shared.send(`/rooms/${code}/heartbeat`, { method: 'POST', headers: { Cookie } })).status,
    ).toBe(403)
  }
  expect((await shared.get('/settings')).text).not.toContain('value="Alex"')
  expect((await home.get(`/rooms/${code}`)).status).toBe(200)
})

test(
  'a stream that is open goes on: it is the same member',
  async () => {
    const { away } = await withAccount('jordan')
    const { code } = await openJam(away)
    const leaving = new AbortController()
    const { signal } = leaving
    const stream = await fetch(`${app.url}/rooms/${code}/events`, {
      headers: { Cookie: away.cookies() },
      signal,
    })
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = (await reader.read()).value
    await logIn(away, 'jordan')
    await away.json(`/rooms/${code}/messages`, { text: 'still here' })
    while (!heard?.includes('still here')) heard = (await reader.read()).value
    leaving.abort()
    expect(heard).toContain('still here')
  },
  STREAM_ENDS_MS,
)

test('where the account is in the same room it stays who it is there, and hosts what the browser hosted', async () => {
  const { home, away } = await withAccount('mina')
  const { code } = await openJam(away, { host: 'Guest Mina' })
  await comeIn(home, code, 'Mina')
  const own = await memberNamed(code, 'Mina')
  await logIn(away, 'mina')
  const room = await roomOf(app, code)
  expect(room.members[own.id]).toMatchObject({ state: 'in', role: 'host' })
  expect((await memberNamed(code, 'Guest Mina')).state).toBe('left')
  expect((await away.json(`/rooms/${code}/end`)).status).toBe(200)
})

test('where the account had left, it is the one who is there', async () => {
  const { home, away } = await withAccount('robin')
  const { code } = await openJam(app.browser())
  await comeIn(home, code, 'Old Robin')
  await home.json(`/rooms/${code}/departure`)
  await comeIn(away, code, 'New Robin')
  await logIn(away, 'robin')
  await home.json(`/rooms/${code}/messages`, { text: 'hello' })
  const room = await roomOf(app, code)
  const { id } = await memberNamed(code, 'New Robin')
  expect(room.messages.at(-1)).toMatchObject({ memberId: id, text: 'hello' })
})

test('who was removed as an account does not come back as a guest who logs in', async () => {
  const { home, away } = await withAccount('sam')
  const host = app.browser()
  const { code } = await openJam(host)
  await comeIn(home, code, 'Sam')
  await host.json(`/rooms/${code}/members/${(await memberNamed(code, 'Sam')).id}/removal`)
  await comeIn(away, code, 'Somebody else')
  await logIn(away, 'sam')
  expect((await memberNamed(code, 'Somebody else')).state).toBe('left')
  expect((await away.json(`/rooms/${code}/messages`, { text: 'ha' })).status).toBe(403)
})

test('a screen stays a screen, and does not make one of the account', async () => {
  const { home, away } = await withAccount('noor')
  const { code } = await openJam(home)
  const { code: other } = await openJam(app.browser())
  await away.get('/pair')
  const shown = (await away.get('/pair/state')).json<{ code: string }>()
  await home.json(`/rooms/${code}/screens`, { code: shown.code })
  await away.get('/pair/state')
  await comeIn(home, other, 'Noor')
  await logIn(away, 'noor')
  expect((await away.get(`/rooms/${code}/stage`)).status).toBe(200)
  const roles = Object.values((await roomOf(app, code)).members).map(({ role, state }) => `${role} ${state}`)
  expect(roles.toSorted()).toEqual(['host in', 'stage in'])
  await logOut(away)
  expect((await away.get(`/rooms/${code}/stage`)).status).not.toBe(200)
})

test('a browser that is logged in can be a screen of a room that its account is not in', async () => {
  const { home } = await withAccount('lee')
  const host = app.browser()
  const { code } = await openJam(host)
  await home.get('/pair')
  const shown = (await home.get('/pair/state')).json<{ code: string }>()
  await host.json(`/rooms/${code}/screens`, { code: shown.code })
  expect((await home.get('/pair/state')).json()).toMatchObject({ stage: `/rooms/${code}/stage` })
  expect((await home.get(`/rooms/${code}/stage`)).status).toBe(200)
})

test('a room can be kept for those with an account', async () => {
  const admin = app.browser()
  await logIn(admin, 'alex')
  expect((await admin.json('/admin/people/welcome', { whoMayOpenRooms: 'accounts' })).status).toBe(200)
  const guest = app.browser()
  await guest.get('/')
  const page = await guest.post('/new/jam', { name: 'No' })
  expect([page.status, page.text.includes('Log in first')]).toEqual([403, true])
  const json = await guest.json('/new/jam', { name: 'No' })
  expect([json.status, json.json()]).toMatchObject([403, { error: { code: 'accounts_only' } }])
  const robot = app.browser().withToken(await makeToken(admin))
  expect((await robot.json('/api/jam/sessions', { settings: { name: 'By a robot' } })).status).toBe(201)
  const { code } = await openJam(admin)
  expect((await comeIn(guest, code, 'Guest')).cookie('tutti')).toBeDefined()
  expect((await admin.json('/admin/people/welcome', { whoMayOpenRooms: 'anyone' })).status).toBe(200)
  expect((await guest.json('/new/jam', { name: 'Yes' })).status).toBe(201)
})

test('who was invited and came as a guest is the one who was invited', async () => {
  const { home, away } = await withAccount('ada')
  const host = app.browser()
  await signUp(host, 'bo')
  const { code } = await openJam(host, { host: 'Bo' })
  const { id: accountId } = (await app.db.select().from(accounts).where(eq(accounts.usernameKey, 'ada')))[0]!
  const invited = await host.json(`/rooms/${code}/invites`, { accountId, role: 'controller' })
  expect(invited.status).toBe(200)
  await comeIn(away, code, 'Ada at the door')
  expect((await home.get('/inbox')).text).toContain('Friday at Alex’s')

  await logIn(away, 'ada')
  const { id } = await memberNamed(code, 'Ada at the door')
  const { members } = await roomOf(app, code)
  expect(members[id]).toMatchObject({ state: 'in', role: 'controller', accountId })
  const states = Object.values(members).map(({ state, accountId: whose }) => [state, whose !== null])
  expect(states).toEqual(expect.arrayContaining([['uninvited', false]]))
  expect((await home.get('/inbox')).text).not.toContain('Friday at Alex’s')
  expect((await home.get(`/rooms/${code}`)).status).toBe(200)
})

test('who asked to come in and logs in meanwhile is let in as the account', async () => {
  const { away } = await withAccount('cleo')
  const host = app.browser()
  const { code } = await openJam(host, { approveJoins: 'on' })
  await comeIn(away, code, 'Cleo')
  await logIn(away, 'cleo')
  const asking = await memberNamed(code, 'Cleo')
  expect(asking).toMatchObject({ state: 'waiting', accountId: expect.any(String) })
  expect((await host.json(`/rooms/${code}/members/${asking.id}/admission`)).status).toBe(200)
  expect(await memberNamed(code, 'Cleo')).toMatchObject({
    ...asking,
    state: 'in',
    joinedAtMs: expect.any(Number),
  })
  expect((await away.get(`/rooms/${code}`)).status).toBe(200)
})

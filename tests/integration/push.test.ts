import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { accountSessions, serverSettings } from '~/db/schema/accounts'
import { pushSubscriptions } from '~/db/schema/push'
import { Push } from '~/push/push.server'
import { logIn, logOut, sessionsListed } from '../support/accounts'
import { makeToken } from '../support/evening'
import { signUpAs, startHousehold, type Person } from '../support/household'
import { openParty, partyOf } from '../support/party'
import { madeUpBrowser, startPushService, type PushedTo } from '../support/push-service'

/** It takes some hundredths of a second; this only bounds the wait of a test that fails. */
const SOON = { timeout: 10_000 }

const service = await startPushService()
afterAll(() => service.stop())
const { app, ada, m } = await startHousehold({ pushOrigins: [service.origin] })

/** Somebody who asked for notices in the browser they are logged in with. */
async function somebodyTold(name: string): Promise<{ person: Person; browser: PushedTo }> {
  const person = await signUpAs(app, name)
  const browser = service.browser()
  const kept = await person.browser.json('/settings/notifications', browser.subscription)
  expect([kept.status, kept.json()]).toEqual([201, { ok: true }])
  return { person, browser }
}

const pathOf = (browser: PushedTo) => new URL(browser.subscription.endpoint).pathname
const toldTo = (browser: PushedTo) => service.pushed.filter(({ path }) => path === pathOf(browser))
const endpoints = async () => (await app.db.select().from(pushSubscriptions)).map(({ endpoint }) => endpoint)

/** Everything asked for before this has been sent, or will not be: a later invitation has arrived. */
async function aLaterOne(): Promise<void> {
  const { person, browser } = await somebodyTold(`later-${crypto.randomUUID().slice(0, 8)}`)
  await openParty(ada, m.id, [person])
  await expect.poll(() => toldTo(browser), SOON).toHaveLength(1)
}

beforeEach(() => service.answerWith(201))

describe('a notice', () => {
  test('arrives when somebody is invited, and says no more than the inbox', async () => {
    const { person, browser } = await somebodyTold('Kay')
    const party = await openParty(ada, m.id, [person], { password: 'popcorn' })
    await expect.poll(() => toldTo(browser), SOON).toHaveLength(1)
    const [{ text, headers, claims, key }] = toldTo(browser) as [(typeof service.pushed)[0]]
    const notice = { roomId: party.roomId, title: 'Ada invites you', body: 'M · with a password' }
    expect(JSON.parse(text)).toEqual(notice)
    expect(headers).toMatchObject({ urgency: 'high', topic: party.roomId.replaceAll('-', '') })
    expect(claims).toMatchObject({ aud: service.origin, sub: 'mailto:nobody@tutti.invalid' })
    expect(claims.exp).toBeGreaterThan(Date.now() / 1000)
    expect(key).toBe(app.tutti.push.publicKey)

    const asked = await person.browser.get(`/inbox/${party.roomId}/notice`)
    expect(asked.json()).toEqual({ ok: true, notice })
  })

  test('comes for a later invitation, and not for one that was answered or withdrawn', async () => {
    const { person, browser } = await somebodyTold('Lee')
    const party = await openParty(ada, m.id)
    const path = `/inbox/${party.roomId}/notice`
    const invited = await ada.browser.json(`/rooms/${party.code}/invites`, {
      accountId: person.id,
      role: 'viewer',
    })
    expect(invited.status).toBe(200)
    await expect.poll(() => toldTo(browser), SOON).toHaveLength(1)
    expect((await person.browser.get(path)).status).toBe(200)
    const [member] = Object.values((await partyOf(app, party)).members).filter(
      ({ accountId }) => accountId === person.id,
    )
    await ada.browser.json(`/rooms/${party.code}/invites/${member!.id}/removal`)
    expect((await person.browser.get(path)).status).toBe(404)
    // The same as was sent when it stood.
    app.tutti.push.announce(party.roomId, [person.id])
    await aLaterOne()
    expect(toldTo(browser)).toHaveLength(1)
  })

  test('is asked for by nobody else', async () => {
    const { person } = await somebodyTold('Mo')
    const party = await openParty(ada, m.id, [person])
    const path = `/inbox/${party.roomId}/notice`
    const eve = await signUpAs(app, 'Eve')
    const json = { Accept: 'application/json' }
    expect((await eve.browser.get(path, json)).status).toBe(404)
    expect((await ada.browser.get(path, json)).status).toBe(404)
    expect((await app.browser().get(path, json)).status).toBe(401)
    expect((await person.browser.get('/inbox/nonsense/notice', json)).status).toBe(404)
  })

  test('reaches each browser that asked, and no other account', async () => {
    const { person, browser } = await somebodyTold('Nia')
    const { browser: otherBrowser } = await somebodyTold('Ola')
    const phone = app.browser()
    await logIn(phone, 'Nia')
    const second = service.browser()
    await phone.json('/settings/notifications', second.subscription)
    expect((await phone.get('/settings')).text.match(/invitations are told there/g)).toHaveLength(2)
    await openParty(ada, m.id, [person])
    await expect.poll(() => [toldTo(browser).length, toldTo(second).length], SOON).toEqual([1, 1])
    expect(toldTo(otherBrowser)).toHaveLength(0)
  })

  test('does not hold up the command, nor the others', async () => {
    const { person } = await somebodyTold('Pia')
    service.answerNothing()
    const party = await openParty(ada, m.id, [person])
    expect((await partyOf(app, party)).seq).toBeGreaterThan(0)
    service.answerWith(201)
    await aLaterOne()
  })

  test('comes not often, however often somebody invites', async () => {
    const { person, browser } = await somebodyTold('Quin')
    const party = await openParty(ada, m.id, [person])
    for (let count = 0; count < 40; count++) app.tutti.push.announce(party.roomId, [person.id])
    await expect.poll(() => toldTo(browser), SOON).toHaveLength(20)
    await aLaterOne()
    expect(toldTo(browser)).toHaveLength(20)
  })
})

describe('a subscription ends', () => {
  test('when it is turned off, in that browser alone', async () => {
    const { person, browser } = await somebodyTold('Rae')
    expect((await person.browser.get('/settings')).text).toContain('Stop telling me here')
    const off = await person.browser.post('/settings/notifications/removal')
    expect([off.status, off.location]).toEqual([303, '/settings#notifications'])
    expect(await endpoints()).not.toContain(browser.subscription.endpoint)
    expect((await person.browser.get('/inbox')).text).toContain('Tell me in this browser')
  })

  test('when its browser logs out, or is logged out from afar', async () => {
    const { person, browser } = await somebodyTold('Sam')
    const away = app.browser()
    await logIn(away, 'Sam')
    const awayBrowser = service.browser()
    await away.json('/settings/notifications', awayBrowser.subscription)
    await logOut(person.browser)
    expect(await endpoints()).not.toContain(browser.subscription.endpoint)
    await logIn(person.browser, 'Sam')
    const other = (await sessionsListed(person.browser)).find(({ isHere }) => !isHere)!
    await person.browser.post(`/settings/sessions/${other.id}/revocation`)
    expect(await endpoints()).not.toContain(awayBrowser.subscription.endpoint)
  })

  test('when the session has run out', async () => {
    const { person, browser } = await somebodyTold('Tara')
    await app.db
      .update(accountSessions)
      .set({ expiresAtMs: 1 })
      .where(eq(accountSessions.accountId, person.id))
    await openParty(ada, m.id, [person])
    await aLaterOne()
    expect(toldTo(browser)).toHaveLength(0)
  })

  test.each([404, 410])('when the push service answers %i', async (status) => {
    const { person, browser } = await somebodyTold(`Gone-${status}`)
    service.answerWith(status)
    await openParty(ada, m.id, [person])
    await expect.poll(endpoints, SOON).not.toContain(browser.subscription.endpoint)
  })

  test('when the browser is somebody else’s', async () => {
    const { browser } = await somebodyTold('Uma')
    const next = await signUpAs(app, 'Vic')
    await next.browser.json('/settings/notifications', browser.subscription)
    expect((await endpoints()).filter((endpoint) => endpoint === browser.subscription.endpoint)).toHaveLength(
      1,
    )
    await openParty(ada, m.id, [next])
    await expect.poll(() => toldTo(browser), SOON).toHaveLength(1)
  })
})

const bad = (change: object) => ({ ...madeUpBrowser('https://push.example/1').subscription, ...change })

describe('what is no subscription', () => {
  const keys = (change: object) => bad({ keys: { ...bad({}).keys, ...change } })
  const offCurve = Buffer.alloc(65, 4).toString('base64url')

  test.each([
    [bad({ endpoint: 'https://127.0.0.1/send' }), 422],
    [bad({ endpoint: 'https://[::1]/send' }), 422],
    [bad({ endpoint: 'http://push.example/send' }), 422],
    [bad({ endpoint: `https://push.example/${'a'.repeat(2_000)}` }), 422],
    [bad({ endpoint: 7 }), 400],
    [bad({ keys: null }), 400],
    [keys({ auth: 'short' }), 400],
    [keys({ auth: 'ä'.repeat(22) }), 400],
    [keys({ p256dh: 'short' }), 400],
    [keys({ p256dh: offCurve }), 400],
    ['[]', 400],
    ['nonsense', 400],
  ])('is refused: %j', async (sent, status) => {
    const before = await endpoints()
    const { browser } = ada
    expect((await browser.json('/settings/notifications', sent)).status).toBe(status)
    expect(await endpoints()).toEqual(before)
  })

  test('is refused from guests, from tokens and from other sites', async () => {
    const { subscription } = service.browser()
    expect((await app.browser().json('/settings/notifications', subscription)).status).toBe(401)
    const { browser } = ada
    const program = browser.withToken(await makeToken(browser))
    expect((await program.json('/settings/notifications', subscription)).status).toBe(403)
    const elsewhere = { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'application/json' }
    const sent = { method: 'POST', headers: elsewhere, body: JSON.stringify(subscription) }
    expect((await browser.send('/settings/notifications', sent)).status).toBe(403)
    expect(await endpoints()).not.toContain(subscription.endpoint)
  })
})

test('the keys are made once, and stand on no page', async () => {
  const again = await Push.open({
    db: app.db,
    log: { warn: () => {} },
    ownOrigins: [],
    subject: 'mailto:nobody@tutti.invalid',
    invitationTo: () => Promise.resolve(null),
  })
  expect(again.publicKey).toBe(app.tutti.push.publicKey)
  const rows = await app.db.select().from(serverSettings)
  const { privateKey } = rows.find(({ key }) => key === 'push_keys')!.value as { privateKey: string }
  expect(privateKey).toMatch(/^[\w-]{43}$/)
  const { browser } = ada
  for (const path of ['/settings', '/inbox', '/admin/people', '/api/openapi.json'])
    expect((await browser.get(path)).text).not.toContain(privateKey)
})

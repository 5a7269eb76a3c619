import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, Worker } from '@playwright/test'
import { findBrowser } from '../../scripts/browser'
import { startPushService, type PushedTo } from '../support/push-service'
import { chooseFilm, FILM, invite, openParty, signUp } from './support/party'
import { expect, PHONE, test as base } from './support/people'
import { expectNoAxeViolations } from './support/room'
import { startServer } from './support/server-process'

const { executablePath } = await findBrowser({ isWhole: true })

type House = { url: string; service: Awaited<ReturnType<typeof startPushService>> }

/** A house with a push service of its own: that of this browser is out of reach. */
const test = base.extend<object, { house: House }>({
  house: [
    async ({}, use) => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-e2e-push-'))
      const service = await startPushService()
      const server = await startServer({ dataDirectory, environment: { PUSH_ORIGINS: service.origin } })
      await use({ url: server.url, service })
      await server.stop()
      await service.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ house }, use) => use(house.url),
})

test.use({ launchOptions: { executablePath, args: ['--no-sandbox', '--disable-gpu'] } })

/** Stands in for the browser's way to its push service, and for nothing else. */
async function subscribeTo({ subscription }: PushedTo, page: Page): Promise<void> {
  await page.addInitScript((told) => {
    const made = {
      toJSON: () => told,
      unsubscribe: () => Promise.resolve(localStorage.removeItem('subscribed')),
    }
    Object.assign(PushManager.prototype, {
      subscribe({ applicationServerKey, userVisibleOnly }: PushSubscriptionOptionsInit) {
        if (!userVisibleOnly || String(applicationServerKey).length !== 87) throw new Error('Not so')
        localStorage.setItem('subscribed', 'yes')
        return Promise.resolve(made)
      },
      getSubscription: () => Promise.resolve(localStorage.getItem('subscribed') ? made : null),
    })
  }, subscription)
}

const isSubscribed = (page: Page) => page.evaluate(() => localStorage.getItem('subscribed') === 'yes')

/** How the browser hands its worker what came from the push service. */
async function postman(page: Page, origin: string): Promise<(data: string) => Promise<unknown>> {
  const devtools = await page.context().newCDPSession(page)
  const known: string[] = []
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    known.push(...registrations.map(({ registrationId }) => registrationId))
  })
  await devtools.send('ServiceWorker.enable')
  await expect.poll(() => known.length).toBeGreaterThan(0)
  return (data) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: known[0]!, data })
}

/** What TypeScript knows of pages is not what a worker has. */
type WorkerScope = { registration: ServiceWorkerRegistration; clients: { openWindow: unknown } }

const noticesShown = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = globalThis as unknown as WorkerScope
    return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`)
  })

/** A Chromium without a window takes notices and has none. */
const keepsNotices = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = globalThis as unknown as WorkerScope
    await registration.showNotification('Is anybody there?').catch(() => {})
    const shown = await registration.getNotifications()
    for (const each of shown) each.close()
    return shown.length > 0
  })

test('an invitation shows while no page is open, and not when it was withdrawn', async ({
  person,
  house,
}) => {
  test.setTimeout(120_000)
  const { service, url } = house
  const page = await person({ ...PHONE, permissions: ['notifications'] })
  const browser = service.browser()
  await subscribeTo(browser, page)
  const alex = await signUp(await person(), 'Alex')
  const kim = await signUp(page, 'Kim')

  await page.goto('/inbox')
  await expectNoAxeViolations(page)
  const starting = page.context().waitForEvent('serviceworker')
  await page.getByRole('button', { name: 'Tell me in this browser' }).focus()
  await page.keyboard.press('Enter')
  const worker = await starting
  await expect(page.getByRole('button', { name: 'Stop telling me here' })).toBeVisible()
  await expectNoAxeViolations(page)
  const deliver = await postman(page, url)
  test.skip(!(await keepsNotices(worker)), 'this Chromium keeps no notices')

  await alex.page.goto('/new/watch')
  await chooseFilm(alex.page)
  await invite(alex.page, kim, 'Viewer')
  const code = await openParty(alex.page)
  const path = new URL(browser.subscription.endpoint).pathname
  const came = () => service.pushed.filter((pushed) => pushed.path === path)
  await expect.poll(() => came().length).toBe(1)
  const message = came()[0]!.text
  await deliver(message)
  await expect.poll(() => noticesShown(worker)).toEqual([`${alex.username} invites you: ${FILM}`])

  // A tap needs a hand: what it does is seen by calling it.
  const opened = await worker.evaluate(async () => {
    const scope = globalThis as unknown as WorkerScope
    const opening = new Promise((resolve) => (scope.clients.openWindow = async (to: string) => resolve(to)))
    const [notification] = await scope.registration.getNotifications()
    const Tap = Reflect.get(globalThis, 'NotificationEvent') as new (type: string, init: object) => Event
    dispatchEvent(new Tap('notificationclick', { notification }))
    return opening
  })
  expect(opened).toBe('/inbox')
  await expect.poll(() => noticesShown(worker)).toEqual([])

  await alex.page.goto(`/rooms/${code}/invites`)
  await alex.page.getByRole('button', { name: `Cancel the invitation of ${kim.username}` }).click()
  await expect(page.getByRole('link', { name: 'Inbox 1 waiting' })).toHaveCount(0)
  const asked = page.context().waitForEvent('response', (answer) => answer.url().endsWith('/notice'))
  await deliver(message)
  expect((await asked).status()).toBe(404)
  expect(await noticesShown(worker)).toEqual([])
})

test('it is turned off by a form, and by logging out', async ({ person, house }) => {
  test.slow()
  const page = await person({ permissions: ['notifications'] })
  await subscribeTo(house.service.browser(), page)
  await signUp(page, 'Lee')
  await page.goto('/settings')
  const turnOn = page.getByRole('button', { name: 'Tell me in this browser' })
  await turnOn.click()
  await page.getByRole('button', { name: 'Stop telling me here' }).click()
  await expect(turnOn).toBeVisible()
  // What the server has forgotten is of no use to the browser.
  await expect.poll(() => isSubscribed(page)).toBe(false)
  await turnOn.click()
  await expect(page.getByText('invitations are told there')).toBeVisible()
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await page.goto('/login')
  await expect(page.getByLabel('Password')).toBeVisible()
})

test('who says no is told where to say yes', async ({ person }) => {
  test.slow()
  const page = await person({ permissions: [] })
  await signUp(page, 'Mina')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Tell me in this browser' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /shows nothing from here/ })).toBeVisible()
  await expectNoAxeViolations(page)
})

for (const missing of ['JavaScript', 'PushManager']) {
  test(`a browser without ${missing} is offered nothing`, async ({ person }) => {
    const page = await person({ javaScriptEnabled: missing !== 'JavaScript' })
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'PushManager'))
    await signUp(page, 'Nia')
    for (const path of ['/inbox', '/settings']) {
      await page.goto(path)
      await expect(page.getByRole('main')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Tell me in this browser' })).toBeHidden()
    }
  })
}

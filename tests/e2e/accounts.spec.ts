import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test as base } from './support/people'
import { expectNoAxeViolations } from './support/room'
import { startServer } from './support/server-process'

const PASSWORD = 'correct horse battery'

/** A house of its own for each worker, in which Alex is the admin and Kim lives. */
const test = base.extend<object, { house: string }>({
  house: [
    async ({}, use) => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-e2e-accounts-'))
      const server = await startServer({ dataDirectory })
      for (const username of ['Alex', 'Kim']) await makeAccount(server.url, username)
      await use(server.url)
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ house }, use) => use(house),
})

async function makeAccount(url: string, username: string): Promise<void> {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' }
  const body = JSON.stringify({ username, password: PASSWORD })
  const made = await fetch(`${url}/signup`, { method: 'POST', headers, body })
  expect(made.status).toBe(201)
}

async function signUp(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign up' }).click()
}

async function logIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

for (const javaScriptEnabled of [true, false]) {
  const unscripted = javaScriptEnabled ? '' : ', JavaScript off'
  const name = javaScriptEnabled ? 'Mina' : 'Robin'

  test(`a guest signs up, keeps the room, and gets back in after forgetting${unscripted}`, async ({
    person,
  }) => {
    test.slow()
    const mina = await person({ ...PHONE, javaScriptEnabled })
    const code = await openJam(mina, `${name}’s evening`)
    await mina.goto('/signup')
    await mina.getByLabel('Username').fill('x')
    await mina.getByLabel('E-mail').fill('kim@example.org')
    await mina.getByLabel('Password').fill('short')
    await mina.getByRole('button', { name: 'Sign up' }).click()
    await expect(mina.getByLabel('Username')).toHaveAccessibleDescription(/2 to 30 letters/)
    await expect(mina.getByLabel('Password')).toHaveAccessibleDescription(/At least 8/)
    await expect(mina.getByLabel('E-mail')).toHaveValue('kim@example.org')
    await mina.getByLabel('E-mail').fill('')
    await signUp(mina, name)
    await expect(mina.getByText(`Hello, ${name}`)).toBeVisible()
    await expect(mina.getByRole('link', { name: `${name}’s evening` })).toBeVisible()

    await mina.getByRole('button', { name: 'Log out' }).click()
    await expect(mina.getByRole('link', { name: 'Log in' })).toBeVisible()
    await expect(mina.getByRole('link', { name: `${name}’s evening` })).toHaveCount(0)
    await logIn(mina, name, 'not that one')
    await expect(mina.getByRole('alert')).toContainText('do not go together')
    await expect(mina.getByLabel('Username or e-mail')).toHaveValue(name)
    await mina.getByRole('link', { name: 'Forgot your password?' }).click()
    await expect(mina.getByText('Ask whoever runs this place')).toBeVisible()

    const alex = await person({ javaScriptEnabled })
    await logIn(alex, 'alex')
    await alex.goto('/admin/people')
    await alex.getByRole('button', { name: `Manage ${name}` }).click()
    await alex.getByRole('dialog').getByRole('button', { name: 'Make a link for a new password' }).click()
    const link = await alex.getByText(/\/reset\/[\w-]{43}/).textContent()
    await mina.goto(new URL(link!).pathname)
    await mina.getByLabel('New password').fill('another password')
    await mina.getByRole('button', { name: 'Set it and log in' }).click()
    await expect(mina.getByText(`Hello, ${name}`)).toBeVisible()
    await mina.goto(`/rooms/${code}`)
    await expect(mina.getByText(`${name}’s evening`).first()).toBeVisible()
  })

  test(`somebody comes by an invite link, and is logged out from afar${unscripted}`, async ({ person }) => {
    test.slow()
    const alex = await person({ javaScriptEnabled })
    await logIn(alex, 'alex')
    await alex.goto('/admin/people')
    await alex.getByRole('radio', { name: 'Who has an invite link' }).check()
    await alex.getByRole('button', { name: 'Save' }).click()
    await expect(alex.getByRole('radio', { name: 'Who has an invite link' })).toBeChecked()
    await alex.getByRole('button', { name: 'Invite one person' }).click()
    const link = new URL((await alex.getByText(/\/signup\?invite=/).textContent())!)

    const guest = `${name}-Guest`
    const jordan = await person({ ...PHONE, javaScriptEnabled })
    await jordan.goto('/signup')
    await expect(jordan.getByText('you need an invite link')).toBeVisible()
    await jordan.goto(link.pathname + link.search)
    await signUp(jordan, guest)
    await expect(jordan.getByText(`Hello, ${guest}`)).toBeVisible()
    await jordan.goto('/settings')
    await expect(jordan.getByText('This one')).toBeVisible()
    await jordan.getByRole('button', { name: 'Log out everywhere' }).click()
    await expect(jordan.getByRole('heading', { level: 1 })).toHaveText('Log in')

    await alex.goto('/admin/people')
    await alex.getByRole('radio', { name: 'Everybody who finds this address' }).first().check()
    await alex.getByRole('button', { name: 'Save' }).click()
    await alex.getByRole('button', { name: `Manage ${guest}` }).click()
    await alex.getByRole('dialog').getByRole('button', { name: 'Delete the account' }).click()
    await expect(alex.getByRole('button', { name: `Manage ${guest}` })).toHaveCount(0)
  })
}

/** A device that keeps passkeys, and whose owner always says yes. */
async function giveKeys(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a passkey is made, opens the account, and is removed', async ({ person }) => {
  test.slow()
  const alex = await person()
  await giveKeys(alex)
  await logIn(alex, 'alex')
  await alex.goto('/settings')
  await alex.getByRole('button', { name: 'Make a passkey' }).click()
  const remove = alex.getByRole('button', { name: /^Remove the passkey/ })
  await expect(remove).toHaveCount(1)
  await expectNoAxeViolations(alex)
  await alex.getByRole('button', { name: 'Make a passkey' }).click()
  await expect(alex.getByRole('alert')).toHaveText('This device has a passkey for you already')

  await alex.getByRole('button', { name: 'Log out', exact: true }).click()
  await alex.goto('/login?next=/settings')
  await alex.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(alex.getByRole('heading', { level: 1 })).toHaveText('Alex')
  await expect(alex.getByText(/last used/).first()).toBeVisible()

  // What was signed once opens nothing a second time, nor for a key that nobody knows.
  await remove.click()
  await expect(remove).toHaveCount(0)
  await alex.getByRole('button', { name: 'Log out', exact: true }).click()
  await alex.goto('/login')
  await alex.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(alex.getByRole('alert')).toHaveText('That passkey does not open anything here')
})

test('an answer of a passkey counts once', async ({ person }) => {
  test.slow()
  const alex = await person()
  await giveKeys(alex)
  await logIn(alex, 'alex')
  await alex.goto('/settings')
  await alex.getByRole('button', { name: 'Make a passkey' }).click()
  await expect(alex.getByRole('button', { name: /^Remove the passkey/ })).toHaveCount(1)
  await alex.getByRole('button', { name: 'Log out', exact: true }).click()

  await alex.goto('/login')
  const sent = alex.waitForRequest('**/login/passkey')
  await alex.getByRole('button', { name: 'Log in with a passkey' }).click()
  const body = (await sent).postData()!
  await expect(alex.getByText('Hello, Alex')).toBeVisible()
  const again = await alex.request.post('/login/passkey', {
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'Sec-Fetch-Site': 'same-origin',
    },
    data: body,
  })
  expect(again.status()).toBe(401)
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`every page of accounts can be read by machines (${colorScheme})`, async ({ person }) => {
    test.slow()
    const guest = await person({ ...PHONE, colorScheme })
    for (const path of ['/login', '/signup', '/reset', '/reset/nothing']) {
      await guest.goto(path)
      await expectNoAxeViolations(guest)
    }
    await guest.goto('/signup')
    await guest.getByRole('button', { name: 'Sign up' }).click()
    await expectNoAxeViolations(guest)
    await logIn(guest, 'nobody', 'nothing')
    await expectNoAxeViolations(guest)

    await logIn(guest, 'alex')
    for (const path of ['/', '/settings', '/admin/people']) {
      await guest.goto(path)
      await expectNoAxeViolations(guest)
      expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
    await guest.getByRole('button', { name: 'Manage Kim' }).click()
    await expect(guest.getByRole('dialog')).toBeVisible()
    await expectNoAxeViolations(guest)
    await guest.keyboard.press('Escape')
    await guest.getByRole('button', { name: 'Invite several' }).click()
    await expectNoAxeViolations(guest)
    await guest.setViewportSize({ width: 320, height: 640 })
    for (const path of ['/', '/settings', '/admin/people']) {
      await guest.goto(path)
      expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    }
  })
}

test('all of it works by keyboard', async ({ person }) => {
  test.slow()
  const alex = await person()
  await alex.goto('/login')
  await alex.getByLabel('Username or e-mail').focus()
  await alex.keyboard.type('alex')
  await alex.keyboard.press('Tab')
  await alex.keyboard.type(PASSWORD)
  await alex.keyboard.press('Enter')
  await expect(alex.getByText('Hello, Alex')).toBeVisible()
  await alex.goto('/admin/people')
  await alex.getByRole('button', { name: 'Manage Kim' }).focus()
  await alex.keyboard.press('Enter')
  await expect(alex.getByRole('dialog')).toBeVisible()
  await alex.keyboard.press('Escape')
  await expect(alex.getByRole('dialog')).toHaveCount(0)
  await alex.getByRole('button', { name: 'Log out' }).focus()
  await alex.keyboard.press('Enter')
  await expect(alex.getByRole('link', { name: 'Log in' })).toBeVisible()
})

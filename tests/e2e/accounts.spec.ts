import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test as base } from './support/people'
import { expectNoAxeViolations } from './support/room'
import { startServer } from './support/server-process'

/** A house of its own for each worker: the first to sign up becomes its admin. */
const test = base.extend<object, { house: string }>({
  house: [
    async ({}, use) => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-e2e-accounts-'))
      const server = await startServer({ dataDirectory })
      // Passkeys belong to a name, and never to a bare address.
      await use(server.url.replace('127.0.0.1', 'localhost'))
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house),
})

test.describe.configure({ mode: 'serial' })

const PASSWORD = 'correct horse battery'

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

test('the first account runs the place', async ({ person }) => {
  const alex = await person()
  await alex.goto('/')
  await alex.getByRole('link', { name: 'Log in' }).click()
  await alex.getByRole('link', { name: 'Sign up' }).click()
  await expect(alex.getByText('The first account runs the place')).toBeVisible()
  await signUp(alex, 'Alex')
  await expect(alex.getByText('Hello, Alex')).toBeVisible()
  await alex.getByRole('link', { name: 'People' }).click()
  await expect(alex.getByRole('heading', { level: 1 })).toHaveText('People')
})

for (const javaScriptEnabled of [true, false]) {
  const unscripted = javaScriptEnabled ? '' : ', JavaScript off'
  const name = javaScriptEnabled ? 'Kim' : 'Mina'

  test(`a guest signs up, keeps the room, and gets back in after forgetting${unscripted}`, async ({
    person,
  }) => {
    test.slow()
    const kim = await person({ ...PHONE, javaScriptEnabled })
    const code = await openJam(kim, `${name}’s evening`)
    await kim.goto('/signup')
    await kim.getByLabel('Username').fill('x')
    await kim.getByLabel('E-mail').fill('kim@example.org')
    await kim.getByLabel('Password').fill('short')
    await kim.getByRole('button', { name: 'Sign up' }).click()
    await expect(kim.getByLabel('Username')).toHaveAccessibleDescription(/2 to 30 letters/)
    await expect(kim.getByLabel('Password')).toHaveAccessibleDescription(/At least 8/)
    await expect(kim.getByLabel('E-mail')).toHaveValue('kim@example.org')
    await kim.getByLabel('E-mail').fill('')
    await signUp(kim, name)
    await expect(kim.getByText(`Hello, ${name}`)).toBeVisible()
    await expect(kim.getByRole('link', { name: `${name}’s evening` })).toBeVisible()

    await kim.getByRole('button', { name: 'Log out' }).click()
    await expect(kim.getByRole('link', { name: 'Log in' })).toBeVisible()
    await expect(kim.getByRole('link', { name: `${name}’s evening` })).toHaveCount(0)
    await logIn(kim, name, 'not that one')
    await expect(kim.getByRole('alert')).toContainText('do not go together')
    await expect(kim.getByLabel('Username or e-mail')).toHaveValue(name)
    await kim.getByRole('link', { name: 'Forgot your password?' }).click()
    await expect(kim.getByText('Ask whoever runs this place')).toBeVisible()

    const alex = await person({ javaScriptEnabled })
    await logIn(alex, 'alex')
    await alex.goto('/admin/people')
    await alex.getByRole('button', { name: `Manage ${name}` }).click()
    await alex.getByRole('dialog').getByRole('button', { name: 'Make a link for a new password' }).click()
    const link = await alex.getByText(/\/reset\/[\w-]{43}/).textContent()
    await kim.goto(new URL(link!).pathname)
    await kim.getByLabel('New password').fill('another password')
    await kim.getByRole('button', { name: 'Set it and log in' }).click()
    await expect(kim.getByText(`Hello, ${name}`)).toBeVisible()
    await kim.goto(`/rooms/${code}`)
    await expect(kim.getByText(`${name}’s evening`).first()).toBeVisible()
  })

  test(`somebody comes by an invite link, and is logged out from afar${unscripted}`, async ({ person }) => {
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

test('a passkey is made, opens the account, and is removed', async ({ person }) => {
  const alex = await person()
  const devtools = await alex.context().newCDPSession(alex)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
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
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
})

test('an answer of a passkey counts once', async ({ person }) => {
  const alex = await person()
  const devtools = await alex.context().newCDPSession(alex)
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

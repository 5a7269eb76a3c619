import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test as base } from './support/people'
import { expectNoAxeViolations } from './support/room'
import { startServer } from './support/server-process'

const PASSWORD = 'correct horse battery'
const ANOTHER = 'a very different one'

/** A house in which nobody lives yet, for each test. */
const test = base.extend<{ house: string }>({
  house: [
    async ({}, use) => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-e2e-first-'))
      const server = await startServer({ dataDirectory })
      await use(server.url)
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ house }, use) => use(house),
})

async function logIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Username or e-mail').fill(login)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

async function changePassword(page: Page, from: string, to: string): Promise<void> {
  await page.getByLabel('The one you have').fill(from)
  await page.getByLabel('A new one').fill(to)
  await page.getByRole('button', { name: 'Change the password' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  const unscripted = javaScriptEnabled ? '' : ', JavaScript off'
  // The pages are the same; what looks at them waits for timers, which a page without JavaScript has none of.
  const look = async (page: Page) => void (javaScriptEnabled && (await expectNoAxeViolations(page)))

  test(`the first to sign up runs the place, from two browsers${unscripted}`, async ({ person }) => {
    test.setTimeout(120_000)
    const alex = await person({ javaScriptEnabled })
    await alex.goto('/signup')
    await expect(alex.getByText('The first account runs the place.')).toBeVisible()
    await look(alex)
    await alex.getByLabel('Username').fill('Alex')
    await alex.getByLabel('E-mail').fill('Alex@Example.org')
    await alex.getByLabel('Password').fill(PASSWORD)
    await alex.getByRole('button', { name: 'Sign up' }).click()
    await alex.getByRole('link', { name: 'People' }).click()
    await alex.getByRole('radio', { name: 'Nobody' }).check()
    await alex.getByRole('button', { name: 'Save' }).click()
    await expect(alex.getByRole('radio', { name: 'Nobody' })).toBeChecked()

    const phone = await person({ ...PHONE, javaScriptEnabled })
    await phone.goto('/signup')
    await expect(phone.getByText('Nobody can sign up here right now')).toBeVisible()
    await expect(phone.getByLabel('Username')).toHaveCount(0)
    await look(phone)

    // What was opened as a guest is the account's once its owner logs in, by address as well as by name.
    await openJam(phone, 'Before logging in')
    await logIn(phone, 'alex@example.ORG', PASSWORD)
    await expect(phone.getByRole('link', { name: 'Before logging in' })).toBeVisible()
    await alex.goto('/')
    await expect(alex.getByRole('link', { name: 'Before logging in' })).toBeVisible()

    await alex.goto('/settings')
    await expect(alex.getByRole('button', { name: /^Log out Chrome/ })).toHaveCount(1)
    await changePassword(alex, 'not that one', ANOTHER)
    await expect(alex.getByLabel('The one you have')).toHaveAccessibleDescription('That is not your password')
    await expect(alex.getByLabel('A new one')).toHaveValue('')
    await look(alex)
    await changePassword(alex, PASSWORD, ANOTHER)
    await expect(alex.getByRole('button', { name: /^Log out Chrome/ })).toHaveCount(0)
    await phone.goto('/settings')
    await expect(phone.getByRole('link', { name: 'Log in', exact: true })).toBeVisible()

    await logIn(phone, 'Alex', PASSWORD)
    await expect(phone.getByRole('alert')).toContainText('do not go together')
    await logIn(phone, 'Alex', ANOTHER)
    await expect(phone.getByText('Hello, Alex')).toBeVisible()
    await alex.reload()
    await alex.getByRole('button', { name: /^Log out Chrome/ }).click()
    await expect(alex.getByText('This one')).toBeVisible()
    await expect(alex.getByRole('button', { name: /^Log out Chrome/ })).toHaveCount(0)
    await phone.goto('/inbox')
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Log in')
  })
}

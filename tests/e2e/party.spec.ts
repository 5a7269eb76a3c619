import type { BrowserContextOptions, Page } from '@playwright/test'
import { expect, PHONE, test } from './support/people'
import { expectNoAxeViolations } from './support/room'

const FILM = 'The Running Clock'
const PASSWORD = 'correct horse battery'

/** With JavaScript and without: an evening with a film, from the first account to the end. */
for (const javaScriptEnabled of [true, false]) {
  const unscripted = javaScriptEnabled ? '' : ', JavaScript off'

  test(`sign up, create, invite two, come in by password, decline, end${unscripted}`, async ({ person }) => {
    test.slow()
    const meet = async (name: string, options: BrowserContextOptions = {}) => {
      const page = await person({ javaScriptEnabled, ...options })
      const username = `${name}-${javaScriptEnabled ? 'live' : 'plain'}-${Date.now() % 1e6}`
      await signUp(page, username)
      return { page, username }
    }
    const kim = await meet('Kim', PHONE)
    const lee = await meet('Lee')
    const alex = await meet('Alex')

    await alex.page.goto('/new/watch')
    await expectNoAxeViolations(alex.page)
    await choose(alex.page)
    await alex.page.getByRole('checkbox', { name: kim.username }).check()
    await alex.page.getByLabel(`What ${kim.username} comes as`).selectOption('Controller')
    await alex.page.getByRole('checkbox', { name: lee.username }).check()
    await alex.page.getByLabel('Password').fill('popcorn')
    await expectNoAxeViolations(alex.page)
    await alex.page.getByRole('button', { name: 'Open the watch party' }).click()
    await alex.page.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
    const code = alex.page.url().split('/').at(-1)!

    if (javaScriptEnabled) await expect(kim.page.getByRole('link', { name: 'Inbox 1 waiting' })).toBeVisible()
    await kim.page.goto('/inbox')
    await expect(kim.page.getByText(`${alex.username} invites you to`)).toBeVisible()
    await expectNoAxeViolations(kim.page)
    await kim.page.getByLabel('Password').fill('pretzels')
    await kim.page.getByRole('button', { name: /^Accept/ }).click()
    await expect(kim.page.getByText('That is not the password')).toBeVisible()
    await kim.page.getByLabel('Password').fill('popcorn')
    await kim.page.getByRole('button', { name: /^Accept/ }).click()
    await kim.page.waitForURL(`**/rooms/${code}`)

    await lee.page.goto('/inbox')
    await lee.page.getByRole('button', { name: /^Decline/ }).click()
    await expect(lee.page.getByRole('heading', { name: 'Declined' })).toBeVisible()

    await alex.page.goto(`/rooms/${code}/invites`)
    await expect(alex.page.getByRole('listitem').filter({ hasText: lee.username })).toContainText('Declined')
    await expectNoAxeViolations(alex.page)
    await lee.page.goto(`/join/${code}`)
    await expect(lee.page.getByLabel('Password')).toBeVisible()
    await expectNoAxeViolations(lee.page)

    await alex.page.goto(`/rooms/${code}/settings`)
    await expect(alex.page.getByRole('heading', { name: 'This room has a password' })).toBeVisible()
    await endParty(alex.page, code)
    await lee.page.goto('/inbox')
    await expect(lee.page.getByText('Nobody has invited you just now')).toBeVisible()
  })
}

async function signUp(page: Page, username: string): Promise<void> {
  await page.goto('/signup')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('button', { name: 'Log out' })).toBeVisible()
}

/** The demo's film, by searching for it. */
async function choose(page: Page): Promise<void> {
  await page.getByLabel('Search films and series').fill('running')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('heading', { name: 'Found for “running”' })).toBeVisible()
  await page.getByRole('button', { name: new RegExp(`^${FILM}`) }).click()
  await expect(page.getByRole('button', { name: `Choose something else than ${FILM}` })).toBeVisible()
}

async function endParty(page: Page, code: string): Promise<void> {
  await page.goto(`/rooms/${code}`)
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('button', { name: 'End for everybody' }).click()
  await expect(page.getByText(/has ended/).first()).toBeVisible()
}

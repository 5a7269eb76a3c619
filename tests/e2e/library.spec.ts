import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, PHONE, test as base } from './support/people'
import { chooseFilm, invite, openParty } from './support/party'
import { expectNoAxeViolations } from './support/room'
import { startServer } from './support/server-process'

const PASSWORD = 'correct horse battery'

/** A house of its own with the demo library, of which Alex is the admin and in which Kim lives. */
const test = base.extend<object, { house: string }>({
  house: [
    async ({}, use) => {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-e2e-library-'))
      const server = await startServer({ dataDirectory })
      for (const username of ['Alex', 'Kim']) {
        const headers = { Accept: 'application/json', 'Content-Type': 'application/json' }
        const body = JSON.stringify({ username, password: PASSWORD })
        await fetch(`${server.url}/signup`, { method: 'POST', headers, body })
      }
      await use(server.url)
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ house }, use) => use(house),
})

async function logIn(page: Page, username: string): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(page.getByRole('link', { name: username })).toBeVisible()
}

/** The admin says who may see the films; whether Kim is ticked. */
async function setFilms(alex: Page, audience: RegExp, ticked: boolean): Promise<void> {
  await alex.goto('/library')
  await alex.getByRole('link', { name: 'Manage libraries' }).click()
  const films = alex.getByRole('region', { name: 'Films', exact: true })
  await films.getByText('Change Films').click()
  await films.getByRole('radio', { name: audience }).check()
  await films.getByRole('checkbox', { name: 'Kim' }).setChecked(ticked)
  await films.getByRole('button', { name: 'Save' }).click()
  await expect(films.getByRole('button', { name: 'Save' })).toBeHidden()
}

for (const javaScriptEnabled of [true, false]) {
  const unscripted = javaScriptEnabled ? '' : ', JavaScript off'

  test(`the admin says who may see the films${unscripted}`, async ({ person }) => {
    test.slow()
    const alex = await person({ javaScriptEnabled })
    const kim = await person({ ...PHONE, javaScriptEnabled })
    await logIn(alex, 'Alex')
    await logIn(kim, 'Kim')
    await kim.goto('/library')
    await kim.getByRole('link', { name: /^Films/ }).click()
    await expect(kim.getByText('The Running Clock')).toBeVisible()

    await setFilms(alex, /^Only who is ticked/, false)
    await kim.reload()
    await expect(kim.getByText('The Running Clock')).toBeHidden()
    await kim.goto('/library')
    await expect(kim.getByRole('link', { name: /^Films/ })).toBeHidden()

    await setFilms(alex, /^Only who is ticked/, true)
    await kim.reload()
    await expect(kim.getByRole('link', { name: /^Films/ })).toBeVisible()
    await setFilms(alex, /^Everybody/, false)
  })
}

test('a film that is taken from who watches stops, and says why; given back, it goes on', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const alex = await person()
  const kim = await person(PHONE)
  await logIn(alex, 'Alex')
  await logIn(kim, 'Kim')
  await setFilms(alex, /^All accounts/, false)
  await alex.goto('/new/watch')
  await chooseFilm(alex)
  await invite(alex, { page: kim, username: 'Kim' }, 'Viewer')
  const code = await openParty(alex)
  await kim.goto('/inbox')
  await kim.getByRole('button', { name: /^Accept/ }).click()
  await kim.waitForURL(`**/rooms/${code}`)
  await expect(kim.locator('video')).toBeVisible()
  const word = kim.getByRole('alert').filter({ hasText: 'from a library that you may not see' })
  await expect(word).toHaveCount(0)

  const admin = await person()
  await logIn(admin, 'Alex')
  await setFilms(admin, /^Only who is ticked/, false)
  await expect(word).toBeVisible()
  await expect(kim.locator('video')).toHaveCount(0)
  await expectNoAxeViolations(kim)
  await expect(alex.locator('video')).toBeVisible()
  await kim.reload()
  await expect(word).toBeVisible()

  await setFilms(admin, /^Only who is ticked/, true)
  await expect(word).toHaveCount(0)
  await expect(kim.locator('video')).toBeVisible()
  await setFilms(admin, /^Everybody/, false)
})

test('a series is found season by season', async ({ person }) => {
  const guest = await person(PHONE)
  await guest.goto('/library')
  await guest.getByRole('link', { name: /^Series/ }).click()
  await guest.getByRole('link', { name: 'Keeping Time' }).click()
  await guest.getByRole('link', { name: 'Season 1' }).click()
  await expect(guest.getByRole('listitem')).toContainText(['Largo', 'Andante', 'Presto'])
  await guest.getByRole('link', { name: 'Keeping Time' }).click()
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Keeping Time')

  await guest.goto('/library')
  await guest.getByLabel('Look for something').fill('presto')
  await guest.getByRole('button', { name: 'Search' }).click()
  await expect(guest.getByRole('listitem')).toContainText(['Presto'])
})

test('a film in the library leads to a party with it, where there is an account', async ({ person }) => {
  const [guest, kim] = [await person(PHONE), await person(PHONE)]
  await logIn(kim, 'Kim')
  for (const page of [guest, kim]) {
    await page.goto('/library')
    await page.getByRole('link', { name: /^Films/ }).click()
    await expect(page.getByRole('listitem')).toContainText(['The Running Clock'])
  }
  await expect(guest.getByRole('link', { name: /^The Running Clock/ })).toHaveCount(0)
  await kim.getByRole('link', { name: /^The Running Clock.*Watch together/ }).click()
  await expect(
    kim.getByRole('button', { name: 'Choose something else than The Running Clock' }),
  ).toBeVisible()
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the pages of the library can be read by machines, on a phone (${colorScheme})`, async ({
    person,
  }) => {
    test.slow()
    const alex = await person({ ...PHONE, colorScheme, viewport: { width: 320, height: 640 } })
    await logIn(alex, 'Alex')
    await alex.goto('/library')
    const films = await alex.getByRole('link', { name: /^Films/ }).getAttribute('href')
    for (const path of [
      '/library',
      films!,
      '/library?q=clock',
      '/library?q=nothing+at+all',
      '/admin/libraries',
    ]) {
      await alex.goto(path)
      await expectNoAxeViolations(alex)
      expect(await alex.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    }
    await alex.getByText('Change').first().click()
    await alex.getByLabel('Name').first().fill('')
    await alex.getByRole('button', { name: 'Save' }).first().click()
    await expect(alex.getByLabel('Name').first()).toHaveAccessibleDescription('It needs a name')
    await expectNoAxeViolations(alex)
  })
}

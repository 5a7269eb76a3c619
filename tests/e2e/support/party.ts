import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

export const FILM = 'The Running Clock'
const PASSWORD = 'correct horse battery'

export type Someone = { page: Page; username: string }

/** Makes an account by the form, under a name that nobody has yet. */
export async function signUp(page: Page, name: string): Promise<Someone> {
  const username = `${name}-${crypto.randomUUID().slice(0, 8)}`
  await page.goto('/signup')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('button', { name: 'Log out' })).toBeVisible()
  return { page, username }
}

/** Chooses the demo's film, by searching for it. */
export async function chooseFilm(page: Page): Promise<void> {
  await page.getByLabel('Search films and series').fill('running')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('heading', { name: 'Found for “running”' })).toBeVisible()
  await page.getByRole('button', { name: new RegExp(`^${FILM}`) }).click()
  await expect(page.getByRole('button', { name: `Choose something else than ${FILM}` })).toBeVisible()
}

export async function invite(page: Page, { username }: Someone, role: 'Viewer' | 'Controller') {
  await page.getByRole('checkbox', { name: username }).check()
  await page.getByLabel(`What ${username} comes as`).selectOption(role)
}

/** Opens the party that the form describes; returns its code. */
export async function openParty(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Open the watch party' }).click()
  await page.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
  return page.url().split('/').at(-1)!
}

/** A party of Alex's with the demo's film; Kim was invited to hold the remote control, and is in. */
export async function partyOfTwo(person: () => Promise<Page>) {
  const alex = await signUp(await person(), 'Alex')
  const kim = await signUp(await person(), 'Kim')
  await alex.page.goto('/new/watch')
  await chooseFilm(alex.page)
  await invite(alex.page, kim, 'Controller')
  const code = await openParty(alex.page)
  await kim.page.goto('/inbox')
  await kim.page.getByRole('button', { name: /^Accept/ }).click()
  await kim.page.waitForURL(`**/rooms/${code}`)
  return { alex, kim, code }
}

/** Where a room's buttons are: on its page, or where no JavaScript runs in the frame that refreshes itself. */
export function remoteOf(page: Page, isScripted: boolean): Page | FrameLocator {
  return isScripted ? page : page.frameLocator('iframe[title^="What plays"]')
}

/** Presses Tab until this has the focus, as those do who have no pointer. */
export async function tabTo(page: Page, target: Locator, presses = 120): Promise<void> {
  for (let pressed = 0; pressed < presses; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Nobody reaches ${target} by pressing Tab ${presses} times`)
}

import type { Page } from '@playwright/test'
import { LAPTOP, PHONE, picture, post, type Photographer } from './pages.ts'

const FILM = 'The Running Clock'
const PASSWORD = 'four friends and a film'
const INVITED = [
  ['Jordan', 'Controller'],
  ['Mina', 'Viewer'],
] as const

/** A watch party: who comes to what, an invitation on a phone, and the film. */
export async function pictureWatchParty(photographer: Photographer): Promise<void> {
  const alex = await signUp(await photographer.open(LAPTOP), 'Alex')
  const people = new Map<string, Page>()
  for (const [name] of INVITED) people.set(name, await signUp(await photographer.open(PHONE), name))
  await chooseFilm(alex)
  await picture(alex, 'party')

  await alex.getByRole('button', { name: 'Open the watch party' }).click()
  await alex.waitForURL(/\/rooms\//)
  const room = new URL(alex.url()).pathname
  const jordan = people.get('Jordan')!
  await jordan.goto('/inbox')
  await picture(jordan, 'inbox')

  for (const page of people.values()) await accept(page)
  await post(jordan, `${room}/messages`, { text: 'lights out' })
  await post(people.get('Mina')!, `${room}/messages`, { text: 'popcorn is ready' })
  await post(alex, `${room}/playback`, { playing: true })
  await alex.waitForFunction(() => /0:1\d/.test(document.body.innerText), null, { timeout: 20_000 })
  await alex.mouse.move(500, 300)
  await picture(alex, 'film')
}

async function signUp(page: Page, username: string): Promise<Page> {
  await page.goto('/signup')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: /sign up|create/i }).click()
  await page.waitForURL((url) => url.pathname !== '/signup')
  return page
}

async function chooseFilm(page: Page): Promise<void> {
  await page.goto('/new/watch')
  await page.getByLabel('Search films and series').fill(FILM)
  await page.getByRole('button', { name: 'Search' }).click()
  await page
    .getByRole('button', { name: new RegExp(FILM) })
    .first()
    .click()
  for (const [name, role] of INVITED) {
    await page.getByRole('checkbox', { name: new RegExp(name) }).check()
    await page.getByLabel(`What ${name} comes as`).selectOption(role)
  }
}

async function accept(page: Page): Promise<void> {
  await page.goto('/inbox')
  await page.getByRole('button', { name: /join|accept/i }).click()
  await page.waitForURL(/\/rooms\//)
}

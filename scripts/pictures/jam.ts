import type { Page } from '@playwright/test'
import { LAPTOP, PHONE, picture, post, WALL, type Photographer } from './pages.ts'

/** Who adds what, in the order in which it plays. */
const EVENING = [
  ['Jordan', 'Ode to Joy'],
  ['Alex', 'Auld Lang Syne'],
  ['Kim', 'Greensleeves'],
  ['Jordan', 'Canon in D'],
  ['Mina', 'Sakura Sakura'],
  ['Alex', 'When the Saints'],
] as const

/** A jam: a host's laptop, a guest's phone and the stage. */
export async function pictureJam(photographer: Photographer): Promise<void> {
  const alex = await photographer.open(LAPTOP)
  await alex.goto('/new/jam')
  await alex.getByLabel('Name', { exact: true }).fill('Friday at Alex’s')
  await alex.getByLabel('Your name').fill('Alex')
  await alex.getByRole('button', { name: 'Open the jam' }).click()
  await alex.waitForURL(/\/rooms\//)
  const room = new URL(alex.url()).pathname

  const people = new Map<string, Page>([['Alex', alex]])
  for (const name of ['Jordan', 'Kim', 'Mina']) people.set(name, await comeIn(photographer, room, name))
  for (const [name, title] of EVENING) await add(people.get(name)!, room, title)
  await say(people.get('Kim')!, room, 'who put the saints in twice')
  await say(people.get('Jordan')!, room, 'no regrets')

  const stage = await photographer.open(WALL, await alex.context().storageState())
  await stage.goto(`${room}/stage`)
  const phone = people.get('Jordan')!
  await settled(alex)
  await picture(phone, 'phone')
  await picture(alex, 'host')
  await picture(stage, 'stage')
}

async function comeIn(photographer: Photographer, room: string, name: string): Promise<Page> {
  const page = await photographer.open(PHONE)
  await page.goto(room.replace('/rooms/', '/join/'))
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Come in' }).click()
  await page.waitForURL(/\/rooms\//)
  return page
}

async function add(page: Page, room: string, title: string): Promise<void> {
  const found = await page.request.get(`${room}/search?q=${encodeURIComponent(title)}`)
  const { tracks } = (await found.json()) as { tracks: { id: string }[] }
  await post(page, `${room}/queue`, { trackId: tracks[0]!.id })
}

async function say(page: Page, room: string, text: string): Promise<void> {
  await post(page, `${room}/messages`, { text })
}

/** Some seconds into the song, in time, and the notices of the beginning gone. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => /in sync/.test(document.body.innerText), null, { timeout: 20_000 })
  await page.waitForFunction(() => /0:1\d/.test(document.body.innerText), null, { timeout: 20_000 })
}

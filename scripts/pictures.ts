/** Takes the README's pictures from the running product: a host's laptop, a guest's phone and the stage of one jam. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { startServer } from '../tests/e2e/support/server-process.ts'
import { findBrowser } from './browser.ts'
import { buildIfChanged } from './build.ts'
import { pathOf } from './environment.ts'

const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}
const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 844 } }
const WALL: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } }

/** Who adds what, in the order in which it plays. */
const EVENING = [
  ['Jordan', 'Ode to Joy'],
  ['Alex', 'Auld Lang Syne'],
  ['Kim', 'Greensleeves'],
  ['Jordan', 'Canon in D'],
  ['Mina', 'Sakura Sakura'],
  ['Alex', 'When the Saints'],
] as const

await buildIfChanged()
const dataDirectory = mkdtempSync(join(tmpdir(), 'tutti-pictures-'))
const server = await startServer({ dataDirectory, environment: { PUBLIC_URL: 'https://tutti.example' } })
const { executablePath } = await findBrowser()
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
})
try {
  await takePictures(browser, server.url)
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataDirectory, { recursive: true, force: true })
}

async function takePictures(browser: Browser, url: string): Promise<void> {
  const alex = await newPage(browser, url, LAPTOP)
  await alex.goto('/new/jam')
  await alex.getByLabel('Name', { exact: true }).fill('Friday at Alex’s')
  await alex.getByLabel('Your name').fill('Alex')
  await alex.getByRole('button', { name: 'Open the jam' }).click()
  await alex.waitForURL(/\/rooms\//)
  const room = new URL(alex.url()).pathname

  const people = new Map<string, Page>([['Alex', alex]])
  for (const name of ['Jordan', 'Kim', 'Mina']) people.set(name, await comeIn(browser, url, room, name))
  for (const [name, title] of EVENING) await add(people.get(name)!, room, title)
  await say(people.get('Kim')!, room, 'who put the saints in twice')
  await say(people.get('Jordan')!, room, 'no regrets')

  const stage = await newPage(browser, url, WALL, await alex.context().storageState())
  await stage.goto(`${room}/stage`)
  const phone = people.get('Jordan')!
  await settled(alex)
  await picture(phone, 'phone')
  await picture(alex, 'host')
  await picture(stage, 'stage')
}

async function comeIn(browser: Browser, url: string, room: string, name: string): Promise<Page> {
  const page = await newPage(browser, url, PHONE)
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

async function post(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.post(path, { data, headers: { Accept: 'application/json' } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
}

/** Some seconds into the song, in time, and the notices of the beginning gone. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => /in sync/.test(document.body.innerText), null, { timeout: 20_000 })
  await page.waitForFunction(() => /0:1\d/.test(document.body.innerText), null, { timeout: 20_000 })
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: pathOf(`docs/pictures/${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
}

async function newPage(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions,
  storageState?: BrowserContextOptions['storageState'],
): Promise<Page> {
  const context = await browser.newContext({ baseURL, colorScheme: 'dark', storageState, ...options })
  return context.newPage()
}

import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from '../../scripts/browser.ts'
import { sleep } from './moment.ts'

/** Nothing new for this long: the page has what it wanted. */
const QUIET_MS = 1_500
const STEP_TIMEOUT_MS = 20_000

/** The scripts and styles that a guest's browser fetched at each step, as paths; each path once. */
export type Fetched = { live: string[]; reaching: string[]; sound: string[] }

/**
 * A room as a guest's browser meets it: seen live, then reached into (search, share, a vote), then heard, beside another
 * device that sounds in the same place. All it fetches goes through here, what its workers fetch too.
 */
export async function watchGuest(
  port: number,
  room: { code: string; host: string; guest: string },
): Promise<Fetched> {
  const paths: string[] = []
  const door = await openDoor(port, paths)
  const { executablePath } = await findBrowser()
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  })
  try {
    const url = `http://127.0.0.1:${port}/rooms/${room.code}`
    const host = await openPage(browser, url, room.host)
    await host.getByText(/^in sync/).waitFor({ timeout: STEP_TIMEOUT_MS })

    const page = await openPage(browser, `${door.origin}/rooms/${room.code}`, room.guest)
    await page.getByText('not playing here').waitFor({ timeout: STEP_TIMEOUT_MS })
    const live = await settled(paths)
    await page.getByRole('button', { name: 'Share' }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('Search songs to add').fill('o')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Skip\?/ }).click()
    const reaching = await settled(paths)
    await page.getByRole('button', { name: 'Play here' }).click()
    await page.getByText(/^in sync/).waitFor({ timeout: STEP_TIMEOUT_MS })
    const sound = await settled(paths)
    return { live, reaching, sound }
  } finally {
    await browser.close()
    door.close()
  }
}

async function openPage(browser: Browser, url: string, cookie: string): Promise<Page> {
  const context = await browser.newContext()
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: new URL(url).origin }])
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** What came since the last time, once nothing comes any more. */
async function settled(paths: string[]): Promise<string[]> {
  for (let seen = -1; seen !== paths.length; await sleep(QUIET_MS)) seen = paths.length
  return [...new Set(paths.splice(0))]
}

/** Passes everything on to the product, and notes which scripts and styles were asked for. */
async function openDoor(port: number, paths: string[]): Promise<{ origin: string; close(): void }> {
  const server: Server = createServer((asked, answer) => {
    const { url: path, method, headers } = asked
    const passed = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      if (/javascript|css/.test(response.headers['content-type'] ?? '')) paths.push(path!)
      answer.writeHead(response.statusCode!, response.headers)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

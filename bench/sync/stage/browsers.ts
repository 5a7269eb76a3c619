import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from '../../../scripts/browser.ts'
import type { Pulse } from '../sound/pulse.ts'
import { raiseSoundThreads } from '../sound/priority.ts'
import { rememberMedia } from './page-hooks.ts'

/** New threads that carry sound are looked for this often. */
const RAISE_EVERY_MS = 1_000
const FLAGS = [
  '--no-sandbox',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Three windows lie on top of each other, as it were; each is to behave like the one a person looks at.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

/** Browsers that are separate processes, each of which plays into its own channel. */
export type Orchestra = {
  browsers: Browser[]
  stop(): Promise<void>
}

export async function startBrowsers(pulse: Pulse, count: number): Promise<Orchestra> {
  const { executablePath } = await findBrowser()
  const browsers = await Promise.all(
    Array.from({ length: count }, (_, channel) =>
      chromium.launch({
        executablePath,
        args: FLAGS,
        // Headless browsers are mute unless told otherwise.
        ignoreDefaultArgs: ['--mute-audio'],
        env: { ...(process.env as Record<string, string>), ...pulse.earOf(channel) },
      }),
    ),
  )
  const raising = setInterval(() => raiseSoundThreads(pulse.environment.PULSE_SERVER!), RAISE_EVERY_MS)
  return {
    browsers,
    async stop() {
      clearInterval(raising)
      await Promise.all(browsers.map((browser) => browser.close()))
    },
  }
}

/** Somebody's fresh browser. `wallClockOffMs`: by how much its wall clock is wrong. */
export async function openPage(browser: Browser, baseURL: string, wallClockOffMs = 0): Promise<Page> {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await page.addInitScript(rememberMedia)
  if (wallClockOffMs !== 0) await page.addInitScript(setWallClock, wallClockOffMs)
  return page
}

function setWallClock(offMs: number): void {
  const RightDate = Date
  const now = () => RightDate.now() + offMs
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, args) => new target(...((args.length > 0 ? args : [now()]) as [number])),
    apply: () => new RightDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}

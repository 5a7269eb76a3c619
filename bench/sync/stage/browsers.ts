import { chromium, type Browser } from '@playwright/test'
import { findBrowser } from '../../../scripts/browser.ts'
import { raiseSoundThreads } from '../sound/priority.ts'
import type { Pulse } from '../sound/pulse.ts'

/** New threads that carry sound are looked for this often. */
const RAISE_EVERY_MS = 1_000
const FLAGS = [
  '--no-sandbox',
  // Drawn by the processor either way, which has sound to make.
  '--disable-gpu',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Each browser is to behave like the one a person looks at.
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
        // The bench tidies up by itself before it goes, which takes the browsers along.
        handleSIGINT: false,
        handleSIGTERM: false,
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

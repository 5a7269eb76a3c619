/** Takes the README's pictures from the running product. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { startServer } from '../tests/e2e/support/server-process.ts'
import { findBrowser } from './browser.ts'
import { buildIfChanged } from './build.ts'
import { pictureJam } from './pictures/jam.ts'
import { Photographer } from './pictures/pages.ts'
import { pictureWatchParty } from './pictures/watch-party.ts'

await buildIfChanged()
const dataDirectory = mkdtempSync(join(tmpdir(), 'tutti-pictures-'))
const server = await startServer({ dataDirectory, environment: { PUBLIC_URL: 'https://tutti.example' } })
const { executablePath } = await findBrowser()
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
})
try {
  const photographer = new Photographer(browser, server.url)
  await pictureJam(photographer)
  await pictureWatchParty(photographer)
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataDirectory, { recursive: true, force: true })
}

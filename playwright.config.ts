import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './scripts/browser.ts'

const { executablePath } = await findBrowser()

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/support/server.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 90_000,
  // A disturbed machine starts a song late, and 200 ms are worked off at one per cent.
  expect: { timeout: 25_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    // Without pictures, which cost more than the pages do.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        // Drawn by the processor either way; without it a page with a film costs a third less.
        '--disable-gpu',
        '--autoplay-policy=no-user-gesture-required',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})

import {
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test'

/** A phone in the hand of a guest. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}

type People = {
  /** Somebody with a browser of their own. */
  person: (options?: BrowserContextOptions) => Promise<Page>
}

/** A test in which each person has their own browser; complaints in a console fail it. */
export const test = base.extend<People>({
  baseURL: async ({}, use) => use(process.env.TUTTI_URL),
  person: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    const complaints: string[] = []
    await use(async (options = {}) => {
      const page = await newPage(browser, { baseURL, ...options })
      contexts.push(page.context())
      page.on('console', (message) => {
        if (message.type() === 'error' && !isExpected(message.text())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      return page
    })
    for (const context of contexts) await context.close()
    base.expect(complaints).toEqual([])
  },
})

export { expect } from '@playwright/test'

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options)
  return context.newPage()
}

/**
 * Chromium reports every answer of 400 and above, which refusals are and what a server cannot do, or not now, and every
 * network that is away.
 */
function isExpected(text: string): boolean {
  return /^Failed to load resource: (the server responded with a status of (4|50[13])|net::ERR_(INTERNET|CONNECTION))/.test(
    text,
  )
}

/** Alex opens a jam and is on its page; returns the code in the address. */
export async function openJam(page: Page, name = 'Friday at Alex’s'): Promise<string> {
  await page.goto('/new/jam')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: /open/i }).click()
  await page.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
  return page.url().split('/').at(-1)!
}

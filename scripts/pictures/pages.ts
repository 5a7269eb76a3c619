import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { pathOf } from '../environment.ts'

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}
export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 844 } }
export const WALL: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } }

type StorageState = BrowserContextOptions['storageState']

/** The product as seen by a browser that takes pictures of it. */
export class Photographer {
  #browser: Browser
  #baseURL: string

  constructor(browser: Browser, baseURL: string) {
    this.#browser = browser
    this.#baseURL = baseURL
  }

  /** A page of somebody with a browser of their own, or with the cookies of another. */
  async open(options: BrowserContextOptions, storageState?: StorageState): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.#baseURL,
      colorScheme: 'dark',
      storageState,
      ...options,
    })
    return context.newPage()
  }
}

/** Writes `docs/pictures/<name>.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: pathOf(`docs/pictures/${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
}

/** Sends what a page's own script would send. */
export async function post(page: Page, path: string, data: object): Promise<unknown> {
  const answer = await page.request.post(path, { data, headers: { Accept: 'application/json' } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

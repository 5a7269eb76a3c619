import type { Browser, Page } from '@playwright/test'
import { rememberMedia, saveNudge, setWallClock } from './page-hooks.ts'

/** What may be special about a browser. */
export type Device = {
  /** By how much its wall clock is wrong. */
  wallClockOffMs?: number
  /** By how much it was told to play later. */
  nudgeMs?: number
}

/** A page in a browser that has never been here before. */
export async function openPage(browser: Browser, baseURL: string, device: Device = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await page.addInitScript(rememberMedia)
  if (device.wallClockOffMs) await page.addInitScript(setWallClock, device.wallClockOffMs)
  if (device.nudgeMs) await page.addInitScript(saveNudge, device.nudgeMs)
  return page
}

import type { BrowserContextOptions, Page } from '@playwright/test'
import { chooseFilm, openParty, signUp, type Someone } from './party'
import { expect } from './people'

type Cast = { host: Page; hostName: string; viewer: Page; code: string }

/** A host opens a party with the demo's film, and a viewer whom nobody gave the remote control comes in by the link. */
export async function openFilmParty(
  person: (options?: BrowserContextOptions) => Promise<Page>,
  options: { host?: BrowserContextOptions; viewer?: BrowserContextOptions } = {},
): Promise<Cast> {
  const host: Someone = await signUp(await person(options.host), 'Ana')
  const viewer: Someone = await signUp(await person(options.viewer), 'Kim')
  await host.page.goto('/new/watch')
  await chooseFilm(host.page)
  const code = await openParty(host.page)
  await viewer.page.goto(`/join/${code}`)
  await viewer.page.getByRole('button', { name: /come in/i }).click()
  await viewer.page.waitForURL(`**/rooms/${code}`)
  return { host: host.page, hostName: host.username, viewer: viewer.page, code }
}

/** The film begins, once the host says so and everyone is ready. */
export async function startFilm(host: Page): Promise<void> {
  await host.getByRole('button', { name: 'Play', exact: true }).click()
  await expectToRun(host)
}

/** The film goes on: its own element has moved, whatever the page says. */
export async function expectToRun(page: Page): Promise<void> {
  const position = () => page.locator('.film video').evaluate((video: HTMLVideoElement) => video.currentTime)
  const from = await position()
  await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(from)
}

/** On a phone the controls have gone by themselves after a moment; a tap on the picture brings them. */
export async function showControls(page: Page): Promise<void> {
  await expect(page.locator('.film')).toHaveAttribute('data-idle', 'true')
  await page.locator('.film-screen').tap({ position: { x: 40, y: 40 } })
  await expect(page.locator('.film')).toHaveAttribute('data-idle', 'false')
}

import type { BrowserContextOptions, Page } from '@playwright/test'
import { expect } from './people'

const PASSWORD = 'correct horse battery'
export const FILM = 'The Running Clock'

let made = 0

/** Somebody makes an account; no two tests give the same name. */
export async function signUp(page: Page, name: string): Promise<string> {
  const username = `${name}-${process.pid}-${Date.now() % 1e6}-${++made}`
  await page.goto('/signup')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByRole('button', { name: 'Log out' })).toBeVisible()
  return username
}

type Cast = { host: Page; hostName: string; viewer: Page; viewerName: string; code: string }

/** A host opens a party with the demo's film, and a viewer whom nobody gave the remote control comes in by the link. */
export async function openFilmParty(
  person: (options?: BrowserContextOptions) => Promise<Page>,
  options: { host?: BrowserContextOptions; viewer?: BrowserContextOptions } = {},
): Promise<Cast> {
  const host = await person(options.host)
  const viewer = await person(options.viewer)
  const hostName = await signUp(host, 'Ana')
  const viewerName = await signUp(viewer, 'Kim')
  await host.goto('/new/watch')
  await host.getByLabel('Search films and series').fill('running')
  await host.getByRole('button', { name: 'Search' }).click()
  await expect(host.getByRole('heading', { name: 'Found for “running”' })).toBeVisible()
  await host.getByRole('button', { name: new RegExp(`^${FILM}`) }).click()
  await expect(host.getByRole('button', { name: `Choose something else than ${FILM}` })).toBeVisible()
  await host.getByRole('button', { name: 'Open the watch party' }).click()
  await host.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
  const code = host.url().split('/').at(-1)!
  await viewer.goto(`/join/${code}`)
  await viewer.getByRole('button', { name: /come in/i }).click()
  await viewer.waitForURL(`**/rooms/${code}`)
  return { host, hostName, viewer, viewerName, code }
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

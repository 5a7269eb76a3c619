import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Comes in by the link, as anybody does who was sent it. */
export async function joinJam(page: Page, code: string, name: string): Promise<void> {
  await page.goto(`/join/${code}`)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: /come in/i }).click()
}

/** Adds a song by searching for it, and goes back to the room. */
export async function addSong(page: Page, title: string): Promise<void> {
  const field = page.getByLabel('Search songs to add')
  await field.fill(title)
  await page.getByRole('button', { name: `Add ${title}` }).click()
  await expect(page.getByRole('button', { name: `Add ${title}` })).toContainText(/Waiting|Playing/)
  await page.getByRole('button', { name: 'Close the search' }).click()
}

export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)
  expect(told).toEqual([])
}

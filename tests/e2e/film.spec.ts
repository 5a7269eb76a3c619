import type { Page } from '@playwright/test'
import { expect, openJam, test } from './support/people'
import { addSong, joinJam } from './support/room'

const FILM = 'The Running Clock'

/** The film, once its own buttons are there: the keys come with them. */
async function watch(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Full screen (f)' })).toBeAttached()
  const video = page.locator('.film video')
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState)).toBeGreaterThan(2)
}

const isPaused = (page: Page) =>
  page.locator('.film video').evaluate((video: HTMLVideoElement) => video.paused)

const positionS = (page: Page) =>
  page.locator('.film video').evaluate((video: HTMLVideoElement) => video.currentTime)

/** How many lines each of the subtitles has that are shown. */
const shown = (page: Page) =>
  page
    .locator('.film video')
    .evaluate((video: HTMLVideoElement) =>
      [...video.textTracks].filter(({ mode }) => mode === 'showing').flatMap(({ cues }) => cues?.length ?? 0),
    )

test('the keys of film players: for all of the room where one may, and for oneself', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, FILM)
  const kim = await person()
  await joinJam(kim, code, 'Kim')
  await watch(alex)
  await watch(kim)
  await expect.poll(() => isPaused(kim)).toBe(false)

  await alex.keyboard.press(' ')
  await expect.poll(() => isPaused(kim)).toBe(true)
  const pausedAtS = await positionS(alex)
  const atS = () => positionS(kim).then((seconds) => Math.round(seconds - pausedAtS))
  await alex.keyboard.press('ArrowRight')
  await expect.poll(atS).toBe(10)
  await alex.keyboard.press('ArrowRight')
  await expect.poll(atS).toBe(20)
  await alex.keyboard.press('ArrowLeft')
  await expect.poll(atS).toBe(10)

  // Kim holds no remote control: neither key does anything to the others.
  await kim.keyboard.press(' ')
  await kim.keyboard.press('ArrowRight')
  await kim.keyboard.press('m')
  await expect(kim.getByRole('button', { name: 'Unmute' })).toBeVisible()
  expect([await isPaused(alex), await atS()]).toEqual([true, 10])
  await expect(alex.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
  await alex.keyboard.press(' ')
  await expect.poll(() => isPaused(kim)).toBe(false)

  await kim.keyboard.press('f')
  // What is made large holds the picture's controls as well, and what is said over it.
  const isWhole = () =>
    kim.evaluate(() => document.fullscreenElement?.contains(document.querySelector('.film')))
  await expect.poll(isWhole).toBe(true)
  expect(await alex.evaluate(() => document.fullscreenElement)).toBeNull()
  await kim.keyboard.press('f')
  await expect.poll(() => kim.evaluate(() => document.fullscreenElement)).toBeNull()
})

test('keys are for typing where one types, and a button that was pressed keeps no more than its own', async ({
  person,
}) => {
  const alex = await person()
  await openJam(alex)
  await addSong(alex, FILM)
  await watch(alex)
  await alex.getByLabel('Message').pressSequentially('coffee, m')
  await expect(alex.getByLabel('Message')).toHaveValue('coffee, m')
  await expect(alex.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()

  await alex.getByRole('button', { name: 'Mute', exact: true }).click()
  await alex.keyboard.press('m')
  await expect(alex.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
})

test('subtitles are each one’s own, by list and by key', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Largo')
  const kim = await person()
  await joinJam(kim, code, 'Kim')
  await watch(alex)
  await watch(kim)
  // It is short, and shall not end meanwhile.
  await alex.keyboard.press(' ')
  await expect.poll(() => isPaused(kim)).toBe(true)
  await kim.getByLabel('Subtitles (c)').selectOption({ label: 'German' })
  await expect.poll(async () => (await shown(kim))[0] ?? 0).toBeGreaterThan(0)
  expect(await shown(alex)).toEqual([])
  await kim.locator('.film video').click()
  await kim.keyboard.press('c')
  await expect.poll(() => shown(kim)).toEqual([])
  await kim.keyboard.press('c')
  await expect.poll(async () => (await shown(kim)).length).toBe(1)
  await expect(alex.getByLabel('Subtitles (c)')).toHaveValue('')
})

test('a window of its own that the browser refuses changes nothing; for the whole screen the film fills the page', async ({
  person,
}) => {
  const alex = await person()
  await alex.addInitScript(() => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it is sent into the page by itself
    const refuse = () => Promise.reject(new DOMException('Not now', 'NotAllowedError'))
    Element.prototype.requestFullscreen = refuse
    HTMLVideoElement.prototype.requestPictureInPicture = refuse
  })
  await openJam(alex)
  await addSong(alex, FILM)
  await watch(alex)
  await alex.getByRole('button', { name: 'Full screen (f)' }).click()
  await expect(alex.getByLabel('Search songs to add')).toBeHidden()
  await alex.getByRole('button', { name: 'Picture in picture' }).click()
  // What is rejected and not caught is a complaint of the page, which fails the test.
  await expect.poll(() => isPaused(alex)).toBe(false)
})

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hasFfmpeg, makeFilm } from './support/films'
import { expect, openJam, test as base } from './support/people'
import { addSong, expectNoAxeViolations, joinJam } from './support/room'
import { startServer } from './support/server-process'
import { playsOn, rememberSound, settle } from './support/sound'

/** What the eye forgives; what is converted starts and seeks as any film does. */
const TOLERANCE_MS = 80
const FILM = 'Old Home Movie'
/** Chromium knows its picture, and would leave its sound away without a word. */
const LOUD_FILM = 'Much Ado'

base.skip(!hasFfmpeg, 'ffmpeg is not on this machine: there is nothing to convert a film with')
base.describe.configure({ timeout: 120_000 })

/** A house with films in formats that Chromium does not know. */
const test = base.extend<object, { house: string }>({
  house: [
    async ({}, use) => {
      const directory = await mkdtemp(join(tmpdir(), 'tutti-e2e-films-'))
      const films = join(directory, 'Films')
      await mkdir(films)
      makeFilm(join(films, `${FILM} (1998).mkv`), 90, 'mpeg4', 'ac3')
      makeFilm(join(films, `${LOUD_FILM} (2001).mkv`), 30, 'libx264', 'ac3')
      const environment = { MEDIA_DIRS: films }
      const server = await startServer({ dataDirectory: join(directory, 'data'), environment })
      await use(server.url)
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ house }, use) => use(house),
})

const wide = (page: Page) =>
  page.locator('.film video').evaluate((video: HTMLVideoElement) => video.videoWidth)

test('a film that browsers cannot play is converted, and two watch it in step', async ({ person }) => {
  const [alex, kim] = [await person(), await person()]
  await rememberSound(alex)
  await rememberSound(kim)
  const code = await openJam(alex)
  await addSong(alex, FILM)
  await settle(alex, TOLERANCE_MS)
  expect(await wide(alex)).toBe(320)

  // Kim comes later, and from there on is where Alex is.
  await joinJam(kim, code, 'Kim')
  await settle(kim, TOLERANCE_MS)
  await playsOn(kim, 4_000)
  // Converting keeps a small machine busy, so that a picture may stumble: what counts is that it comes back to its place.
  for (const page of [alex, kim]) await settle(page, TOLERANCE_MS)

  await alex.keyboard.press('ArrowRight')
  await alex.keyboard.press('ArrowRight')
  for (const page of [alex, kim]) await settle(page, TOLERANCE_MS)
  await alex.getByRole('button', { name: 'Pause' }).click()
  await expect(kim.getByLabel('Now playing')).toContainText('Paused')
  await expect(alex.locator('.pill.sync')).toHaveText('live')
})

test('a film of which only the sound is unknown is heard', async ({ person }) => {
  const alex = await person()
  // As where the page asks before the server has what was just added.
  await alex.route('**/types?*', (route) => route.fulfill({ status: 404, json: {} }), { times: 1 })
  await openJam(alex)
  await addSong(alex, LOUD_FILM)
  const heardBytes = () =>
    alex
      .locator('.film video')
      .evaluate((video) => (video as unknown as ChromiumMedia).webkitAudioDecodedByteCount)
  await expect.poll(heardBytes, { timeout: 30_000 }).toBeGreaterThan(1_000)
})

/** What Chromium alone tells of an element. */
type ChromiumMedia = { webkitAudioDecodedByteCount: number }

/** For one browser, a server without ffmpeg. */
const withoutConverting = (page: Page) =>
  page.route('**/hls/film.m3u8*', (route) => route.fulfill({ status: 501, json: {} }))

test('who cannot play it is told before the start, and so is the host; the others watch on', async ({
  person,
}) => {
  const [alex, kim] = [await person(), await person()]
  const code = await openJam(alex)
  await alex.request.post(`/rooms/${code}/settings`, {
    data: { readyGate: true },
    headers: { Accept: 'application/json' },
  })
  await addSong(alex, FILM)
  await alex.getByRole('button', { name: 'Pause' }).click()
  await expect(alex.getByLabel('Now playing')).toContainText('Paused')

  await withoutConverting(kim)
  await joinJam(kim, code, 'Kim')
  await expect(kim.getByText('This film’s format does not play in this browser')).toBeVisible()
  await expect(kim.locator('.pill.sync')).toHaveText('cannot play this')
  await expect(alex.getByText('Kim cannot play this film. It goes on for the others.')).toBeVisible()
  const kims = alex.getByRole('button', { name: 'Kim', exact: true })
  await expect(kims).toHaveAccessibleDescription('cannot play this')
  await expect(alex.getByRole('button', { name: /\(you\)/ })).toHaveAccessibleDescription('ready')
  await expectNoAxeViolations(alex)
  await expectNoAxeViolations(kim)

  await alex.getByRole('button', { name: 'Play', exact: true }).click()
  await expect
    .poll(() => alex.locator('.film video').evaluate((video: HTMLVideoElement) => video.paused))
    .toBe(false)
  await expect(kim.getByLabel('Now playing')).toContainText(FILM)
})

test('while the server has other films to convert, it is said, and then it plays', async ({ person }) => {
  const alex = await person()
  let isBusy = true
  await alex.route('**/hls/film.m3u8*', (route) =>
    isBusy ? route.fulfill({ status: 503, headers: { 'Retry-After': '10' } }) : route.fallback(),
  )
  await openJam(alex)
  await addSong(alex, FILM)
  await expect(alex.getByText('This film waits its turn')).toBeVisible()
  await expectNoAxeViolations(alex)
  isBusy = false
  await expect.poll(() => wide(alex), { timeout: 30_000 }).toBe(320)
  await expect(alex.getByText('This film waits its turn')).toHaveCount(0)
})

test('a host who cannot play it is told what would help, and the film stays for who can', async ({
  person,
}) => {
  const [alex, kim] = [await person(), await person()]
  const code = await openJam(alex)
  await addSong(alex, FILM)
  await alex.getByRole('button', { name: 'Pause' }).click()
  await joinJam(kim, code, 'Kim')
  await expect.poll(() => wide(kim)).toBe(320)

  await withoutConverting(alex)
  await alex.reload()
  await expect(alex.getByText(/^Install ffmpeg on the server/)).toBeVisible()
  await expectNoAxeViolations(alex)
  await alex.getByRole('button', { name: 'Play', exact: true }).click()
  const seconds = () => kim.locator('.film video').evaluate((video: HTMLVideoElement) => video.currentTime)
  await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThan(3)
  await expect(alex.getByLabel('Now playing')).toContainText(FILM)
})

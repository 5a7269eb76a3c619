import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openJam, test } from './support/people'
import { expectNoAxeViolations, joinJam } from './support/room'
import { startServer } from './support/server-process'

const TELEVISION = { viewport: { width: 1280, height: 720 } }
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

/** Adds a song as a program would: how people do it is the room page's affair. */
async function add(page: Page, code: string, title: string): Promise<void> {
  const found = await page.request.get(`/rooms/${code}/search?q=${encodeURIComponent(title)}`)
  const { tracks } = (await found.json()) as { tracks: { id: string }[] }
  await send(page, `/rooms/${code}/queue`, { trackId: tracks[0]!.id })
}

async function send(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.post(path, { data, headers: { Accept: 'application/json' } })
  expect(answer.status()).toBe(200)
}

async function codeOn(tv: Page): Promise<string> {
  return (await tv.locator('.pair-hidden').innerText()).replaceAll(' ', '')
}

async function pair(host: Page, tv: Page, code: string): Promise<void> {
  await tv.goto('/pair')
  await host.goto(`/rooms/${code}/screens`)
  await host.getByLabel('Code on the screen').fill((await codeOn(tv)).toLowerCase())
  await host.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(host.getByRole('button', { name: /^Disconnect/ })).toBeVisible()
  await tv.waitForURL(`**/rooms/${code}/stage`)
}

test('the stage opens from the host’s page and shows what the room does, as it does it', async ({
  person,
}) => {
  const [alex, jordan] = [await person(), await person()]
  const code = await openJam(alex)
  const stage = await alex.context().newPage()
  await stage.goto(`/rooms/${code}/stage`)
  await expect(stage.getByRole('heading', { name: 'What shall we hear first?' })).toBeVisible()
  await expect(stage.getByText(`${code.slice(0, 4)}-${code.slice(4)}`)).toBeVisible()

  await joinJam(jordan, code, 'Jordan')
  await expect(stage.getByText('Jordan joined')).toBeVisible()
  await expect(stage.getByText('2 people here')).toBeVisible()
  for (const title of ['Ode to Joy', 'Greensleeves', 'Auld Lang Syne']) await add(jordan, code, title)
  await expect(stage.getByRole('heading', { name: 'Ode to Joy' })).toBeVisible()
  await expect(stage.getByText('Jordan added 3 songs')).toBeVisible()
  await expect(stage.getByRole('listitem').filter({ hasText: 'Greensleeves' })).toContainText('Jordan')
  await expect(stage.locator('.times')).toContainText(/0:0[2-9]/)

  await send(alex, `/rooms/${code}/playback`, { playing: false })
  await expect(stage.getByText('Paused')).toBeVisible()
  await expectNoAxeViolations(stage)
  await send(alex, `/rooms/${code}/end`, {})
  await expect(stage.getByText('This room has ended')).toBeVisible()
  await expect(stage.getByRole('listitem').filter({ hasText: 'Ode to Joy' })).toBeVisible()
  await expectNoAxeViolations(stage)
})

test('a television is paired by its code, plays, and waits again once it is disconnected', async ({
  person,
}) => {
  test.slow()
  const [alex, tv] = [await person(), await person(TELEVISION)]
  const code = await openJam(alex)
  await add(alex, code, 'Ode to Joy')
  await tv.goto('/pair')
  await expectNoAxeViolations(tv)
  await pair(alex, tv, code)
  await expect(tv.getByRole('heading', { name: 'Ode to Joy' })).toBeVisible()
  await expect(tv.getByText(/in sync, \d+ ms|catching up/)).toBeVisible()
  await expect(tv.getByText('Back to the room')).toHaveCount(0)
  await tv.goto(`/rooms/${code}`)
  await tv.waitForURL(`**/rooms/${code}/stage`)

  await alex.goto(`/rooms/${code}/screens`)
  await expectNoAxeViolations(alex)
  await alex.getByRole('button', { name: 'Disconnect Screen' }).click()
  await expect(alex.getByText('No screen yet.')).toBeVisible()
  await expect(tv.getByText('This screen is no longer connected')).toBeVisible()
  await tv.getByRole('link', { name: 'Connect it again' }).click()
  await pair(alex, tv, code)
})

test('a wrong code stays in the field, with what is wrong beside it', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await alex.goto(`/rooms/${code}/screens`)
  const field = alex.getByLabel('Code on the screen')
  await field.fill('zzzzz')
  await alex.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(alex.getByRole('alert')).toHaveText('No screen shows this code')
  await expect(field).toHaveValue('zzzzz')
  await expectNoAxeViolations(alex)
})

test('everything works where JavaScript does not', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  const tv = await person({ ...TELEVISION, javaScriptEnabled: false })
  const storageState = await alex.context().storageState()
  const phone = await person({ storageState, javaScriptEnabled: false })
  await pair(phone, tv, code)
  await expect(tv.getByRole('heading', { name: 'What shall we hear first?' })).toBeVisible()
  await add(alex, code, 'Greensleeves')
  await expect(tv.getByRole('heading', { name: 'Greensleeves' })).toBeVisible({ timeout: 15_000 })
})

test('a film has the wall; its words make room and come back with the mouse', async ({ person }) => {
  const alex = await person(TELEVISION)
  const code = await openJam(alex)
  await add(alex, code, 'The Running Clock')
  await alex.goto(`/rooms/${code}/stage`)
  await expect(alex.getByRole('heading', { name: 'The Running Clock' })).toBeVisible()
  const film = alex.locator('video')
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(1)
  expect(await film.boundingBox()).toEqual({ x: 0, y: 0, ...TELEVISION.viewport })

  await expect(alex.locator('.film-words')).toHaveCSS('opacity', '0', { timeout: 15_000 })
  await expect(alex.locator('main')).toHaveCSS('cursor', 'none')
  await alex.mouse.move(200, 200)
  await expect(alex.locator('.film-words')).toHaveCSS('opacity', '1')
  await expect(alex.getByRole('button', { name: 'Full screen' })).toBeVisible()
})

test('nothing sticks out at any size, however long the names are', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex, 'The Grand Friday Evening Listening Society of Upper Town')
  for (const title of ['Ode to Joy', 'Sakura', 'When the Saints', 'Canon', 'Greensleeves', 'Auld', 'Elise'])
    await add(alex, code, title)
  await send(alex, `/rooms/${code}/playback`, { playing: false })
  for (const viewport of SIZES) {
    const stage = await person({ viewport, storageState: await alex.context().storageState() })
    await stage.goto(`/rooms/${code}/stage`)
    await expect(stage.getByText('and 1 more')).toBeInViewport({ ratio: 1 })
    await expect(stage.locator('.qr')).toBeInViewport({ ratio: 1 })
    const spill = await stage.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth - innerWidth, scrollHeight - innerHeight]
    })
    expect(spill, JSON.stringify(viewport)).toEqual([0, 0])
    await stage.close()
  }
})

test('the wall survives a restart of the server, and its page stays as small as it was', async ({
  browser,
}) => {
  test.slow()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-stage-'))
  let server = await startServer({ dataDirectory })
  // A server that is away is complained of in the console, as it should be.
  const context = await browser.newContext({ ...TELEVISION, baseURL: server.url })
  const alex = await context.newPage()
  try {
    const code = await openJam(alex)
    await add(alex, code, 'Ode to Joy')
    const stage = await context.newPage()
    await stage.goto(`/rooms/${code}/stage`)
    await expect(stage.getByText(/in sync, \d+ ms|catching up/)).toBeVisible()
    const { port } = server
    await server.kill()
    await expect(stage.getByText('Looking for the server …')).toBeVisible()
    await expect(stage.getByRole('heading', { name: 'Ode to Joy' })).toBeVisible()

    server = await startServer({ dataDirectory, port })
    await expect(stage.getByText('Looking for the server …')).toBeHidden({ timeout: 30_000 })
    const elements = () => stage.evaluate(() => document.querySelectorAll('*').length)
    const before = await elements()
    for (let round = 0; round < 10; round++) {
      await add(alex, code, 'Greensleeves')
      await skip(alex, code)
    }
    await expect(stage.getByRole('heading', { name: 'Greensleeves' })).toBeVisible()
    await expect(stage.locator('.toast')).toHaveCount(0, { timeout: 15_000 })
    expect(await elements()).toBeLessThan(before + 20)
  } finally {
    await context.close()
    await server.stop()
    await rm(dataDirectory, { recursive: true, force: true })
  }
})

async function skip(host: Page, code: string): Promise<void> {
  const page = await host.request.get(`/rooms/${code}/stage`)
  const initial = /id="stage-initial">([^<]*)</.exec(await page.text())![1]!
  const { room } = JSON.parse(initial) as { room: { current: { id: string } } }
  await send(host, `/rooms/${code}/skip`, { itemId: room.current.id })
}

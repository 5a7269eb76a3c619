import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, openJam, test } from './support/people'
import { addSong, joinJam } from './support/room'
import { startServer, type ServerProcess } from './support/server-process'
import { errorMs, learnRoom, note, noted, playsOn, rememberSound, settle } from './support/sound'

/** What a page that comes back may be off by at once. */
const AT_ONCE_MS = 250
/** What nobody may hear while something is away that the sound does not need. */
const UNHEARD_MS = 80

/** Sound needs real time, and on a busy machine several times that. */
test.describe.configure({ timeout: 120_000 })

const servers: ServerProcess[] = []
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})

test('[T11] without a network it plays on, and is in time when it is back', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await hear(alex, code)

  await alex.context().setOffline(true)
  await playsOn(alex, 5_000)
  await alex.context().setOffline(false)
  const kim = await person()
  await joinJam(kim, code, 'Kim')
  await expect(alex.getByText('Kim joined')).toBeVisible({ timeout: 20_000 })

  const { worstMs, readings, silent } = await noted(alex)
  expect(readings).toBeGreaterThan(50)
  expect(silent).toBe(0)
  expect(worstMs).toBeLessThan(AT_ONCE_MS)
})

test('[T11] what the room did meanwhile is caught up with at once', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  await addSong(alex, 'Greensleeves')
  const kim = await person()
  await rememberSound(kim)
  await joinJam(kim, code, 'Kim')
  await kim.goto(`/rooms/${code}?output=element`)
  await kim.getByRole('button', { name: /play here/i }).click()
  await settle(kim)

  await kim.context().setOffline(true)
  await alex.getByRole('button', { name: /^next|^skip/i }).click()
  await expect(alex.getByLabel('Now playing')).toContainText('Greensleeves')
  await kim.context().setOffline(false)
  await expect(kim.getByLabel('Now playing')).toContainText('Greensleeves', { timeout: 20_000 })
  await learnRoom(kim)
  await expect.poll(async () => Math.abs((await errorMs(kim)) ?? Infinity)).toBeLessThan(AT_ONCE_MS)
})

test('[T11] a server that is started again moves nothing', async ({ person }) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-timing-'))
  const server = await startServer({ dataDirectory })
  servers.push(server)
  const alex = await person({ baseURL: server.url })
  const code = await openJam(alex)
  await hear(alex, code)

  await server.stop()
  await playsOn(alex, 1_000)
  servers.push(await startServer({ dataDirectory, port: server.port }))
  const kim = await person({ baseURL: server.url })
  await joinJam(kim, code, 'Kim')
  await expect(alex.getByText('Kim joined')).toBeVisible({ timeout: 20_000 })
  await playsOn(alex, 1_000)

  const { worstMs, silent } = await noted(alex)
  expect(silent).toBe(0)
  expect(worstMs).toBeLessThan(AT_ONCE_MS)
})

test('[T11] a wall clock that is set back and forward is nobody’s business', async ({ person }) => {
  const alex = await person()
  await alex.addInitScript(() => {
    const real = Date.now.bind(Date)
    const wall = globalThis as typeof globalThis & { wallMs: number }
    wall.wallMs = 0
    Date.now = () => real() + wall.wallMs
  })
  const code = await openJam(alex)
  await hear(alex, code)
  for (const byMs of [-3_600_000, 1_300, 86_400_000]) {
    await alex.evaluate((ms) => Object.assign(globalThis, { wallMs: ms }), byMs)
    await playsOn(alex, 1_500)
  }
  const { worstMs, silent } = await noted(alex)
  expect(silent).toBe(0)
  expect(worstMs).toBeLessThan(UNHEARD_MS)
})

test('[T11] a page that is hidden plays on, and is in time when it is seen again', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await hear(alex, code)
  const show = (visibilityState: DocumentVisibilityState) =>
    alex.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, visibilityState)
  await show('hidden')
  await playsOn(alex, 3_000)
  await show('visible')
  await playsOn(alex, 1_000)
  const { worstMs, silent } = await noted(alex)
  expect(silent).toBe(0)
  expect(worstMs).toBeLessThan(UNHEARD_MS)
})

/** The host's own device plays a song, in time; from then on every error is noted. */
async function hear(page: Page, code: string): Promise<void> {
  await rememberSound(page)
  await page.goto(`/rooms/${code}?output=element`)
  await addSong(page, 'Ode to Joy')
  await settle(page)
  await note(page)
}

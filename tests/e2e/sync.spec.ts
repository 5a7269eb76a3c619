import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test } from './support/people'
import { addSong, expectNoAxeViolations, joinJam } from './support/room'

const pillOf = (page: Page) => page.locator('.pill.sync')

/** What this page's lock screen offers, and what it shows: read by standing between the page and the browser. */
async function watchLockScreen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const session = navigator.mediaSession
    const handlers: Record<string, MediaSessionActionHandler | null> = {}
    const set = session.setActionHandler.bind(session)
    session.setActionHandler = (action, handler) => {
      handlers[action] = handler
      set(action, handler)
    }
    Object.assign(globalThis, { handlers })
  })
}

type Watched = { handlers: Record<string, MediaSessionActionHandler | null> }

const offered = (page: Page) =>
  page.evaluate(() => {
    const { handlers } = globalThis as unknown as Watched
    return Object.keys(handlers).filter((action) => handlers[action])
  })

const press = (page: Page, action: MediaSessionAction, seekTime?: number) =>
  page.evaluate(
    ([action, seekTime]) =>
      (globalThis as unknown as Watched).handlers[action]!({ action, seekTime } as MediaSessionActionDetails),
    [action, seekTime] as const,
  )

const titleOn = (page: Page) => page.evaluate(() => navigator.mediaSession.metadata?.title)

test('each sees how their device stands, and the host how everybody’s does', async ({ person }) => {
  test.slow()
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  await expect(pillOf(kim)).toHaveText('not playing here')
  const kims = alex.getByRole('button', { name: 'Kim', exact: true })
  await expect(kims).toHaveAccessibleDescription('not playing')

  await kim.getByRole('button', { name: 'Play here' }).click()
  await expect(pillOf(kim)).toHaveText(/^in sync, \d+ ms$/)
  await expect(kims).toHaveAccessibleDescription(/^in sync, \d+ ms$/)
  await expect(kim.locator('output')).toHaveText('in sync')
  await expect(kim.getByRole('link', { name: 'Tune this speaker' })).toHaveAttribute(
    'href',
    `/rooms/${code}/tune`,
  )
  await kim.getByRole('button', { name: /^People/ }).click()
  await expect(kim.getByLabel('People').getByText(/in sync/)).toHaveCount(0)
  await expectNoAxeViolations(alex)
  await expectNoAxeViolations(kim)
})

test('a song waits until everyone has it, says for whom, and the host may start anyway', async ({
  person,
}) => {
  test.slow()
  const alex = await person()
  const code = await openJam(alex)
  await alex.getByRole('link', { name: 'Settings' }).click()
  await alex.getByLabel('Start when everyone is ready').check()
  await alex.getByLabel('After a restart of the server').selectOption('Stay paused')
  await alex.getByRole('button', { name: 'Save' }).click()
  await alex.getByRole('link', { name: 'Settings' }).click()
  await expect(alex.getByLabel('Start when everyone is ready')).toBeChecked()
  await expect(alex.getByLabel('Wait for who stalls')).not.toBeChecked()
  await expect(alex.getByLabel('After a restart of the server')).toHaveValue('pause')
  await alex.getByRole('link', { name: 'Back to the room' }).click()

  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  await addSong(alex, 'Ode to Joy')
  await kim.getByRole('button', { name: 'Play here' }).click()
  await expect(pillOf(kim)).toHaveText(/^in sync/)
  const stage = await alex.context().newPage()
  await stage.goto(`/rooms/${code}/stage`)
  await expect(stage.getByText(/in sync, \d+ ms/)).toBeVisible()

  await kim.route('**/media/**', () => {})
  await addSong(alex, 'Greensleeves')
  await alex.getByRole('button', { name: 'Next' }).click()
  await expect(alex.getByText('Waiting for Kim…')).toBeVisible()
  await expect(kim.getByText('Waiting for you…')).toBeVisible()
  await expect(kim.getByRole('button', { name: 'Start anyway' })).toHaveCount(0)
  await expect(stage.getByText('Waiting for Kim')).toBeVisible()
  await expect(pillOf(alex)).toHaveText('ready')
  await expectNoAxeViolations(alex)

  await alex.getByRole('button', { name: 'Start anyway' }).click()
  await expect(alex.getByText('Waiting for Kim…')).toHaveCount(0)
  await expect(alex.getByRole('slider', { name: 'Position' })).toHaveAttribute('aria-valuetext', /^0:0[1-9]/)
  await kim.unrouteAll({ behavior: 'ignoreErrors' })
})

test('with JavaScript off, too, it is said who is waited for, and a host may start', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  await addSong(alex, 'Ode to Joy')
  await kim.getByRole('button', { name: 'Play here' }).click()
  await expect(pillOf(kim)).toHaveText(/^in sync/)
  const storageState = await alex.context().storageState()
  await alex.request.post(`/rooms/${code}/settings`, {
    data: { readyGate: true },
    headers: { Accept: 'application/json' },
  })
  await kim.route('**/media/**', () => {})
  await addSong(alex, 'Greensleeves')

  const quiet = await person({ storageState, javaScriptEnabled: false })
  // Loaded before: nobody is waited for longer than ten seconds.
  await quiet.goto(`/rooms/${code}`)
  const now = quiet.frameLocator('iframe')
  await alex.getByRole('button', { name: 'Next' }).click()
  await expect(alex.getByText('Waiting for Kim…')).toBeVisible()
  // The frame has refreshed itself by then.
  await expect.poll(() => now.locator('body').innerText()).toContain('Waiting for Kim…')
  await now.getByRole('button', { name: 'Start anyway' }).click()
  await expect(alex.getByText('Waiting for Kim…')).toHaveCount(0)
  await kim.unrouteAll({ behavior: 'ignoreErrors' })
})

test('media keys do what their person may do, and show what plays', async ({ person }) => {
  const [alex, kim] = [await person(), await person(PHONE)]
  for (const page of [alex, kim]) await watchLockScreen(page)
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  await addSong(alex, 'Greensleeves')
  await joinJam(kim, code, 'Kim')
  await kim.getByRole('button', { name: 'Play here' }).click()
  await expect(pillOf(kim)).toHaveText(/^in sync/)
  expect(await titleOn(kim)).toBe('Ode to Joy')
  expect(await offered(kim)).toEqual([])
  await expect.poll(() => offered(alex)).toEqual(['play', 'pause', 'nexttrack', 'seekto'])

  await press(alex, 'pause')
  await expect(kim.getByLabel('Now playing')).toContainText('Paused')
  await press(alex, 'seekto', 30)
  await expect(kim.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^0:30 of/)
  await press(alex, 'play')
  await expect(kim.getByLabel('Now playing')).not.toContainText('Paused')
  await press(alex, 'nexttrack')
  await expect(kim.getByLabel('Now playing')).toContainText('Greensleeves')
  await expect.poll(() => titleOn(kim)).toBe('Greensleeves')
  expect(await kim.evaluate(() => navigator.mediaSession.metadata!.artwork[0]!.src)).toMatch(/\/artwork\//)

  await alex.getByRole('button', { name: 'Kim', exact: true }).click()
  await alex.getByRole('button', { name: 'Make co-host' }).click()
  await expect.poll(() => offered(kim)).toContain('nexttrack')
})

test('?debug=sync looks into the sound, on the room’s page and on the stage', async ({ person }) => {
  test.slow()
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  await expect(alex.getByLabel('Sync of this device')).toHaveCount(0)
  for (const path of [`/rooms/${code}`, `/rooms/${code}/stage`]) {
    await alex.goto(`${path}?debug=sync`)
    const panel = alex.getByLabel('Sync of this device')
    await expect(panel.getByText(/[+-]\d+\.\d\d ms …/).first()).toBeVisible()
    await expect(panel.getByText('error of the sound')).toBeVisible()
    await alex.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('no clipboard on plain http'))
    })
    await panel.getByRole('button', { name: 'Copy' }).click()
    const [first] = JSON.parse(await panel.getByLabel('The trace as JSON').inputValue())
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['nowMs', 'offsetMs', 'skew', 'uncertaintyMs', 'errorMs', 'rate', 'seeks']),
    )
    await expectNoAxeViolations(alex)
  }
})

import type { Page } from '@playwright/test'
import { expectToRun, openFilmParty, showControls, startFilm } from './support/film'
import { FILM } from './support/party'
import { expect, PHONE, test } from './support/people'
import { expectNoAxeViolations } from './support/room'

const bar = (page: Page) => page.locator('.film-bar')
/** A button that one may not use is pressed with force: Playwright holds it for disabled. */
const pause = (page: Page) => page.getByRole('button', { name: 'Pause' })

type Flight = { emoji: string; motion: string; opacity: string }

/** All that flies over this page from now on: each flight is over sooner than a busy machine may look. */
async function watchFlights(page: Page): Promise<() => Promise<Flight[]>> {
  const flown = await page.locator('.flying').evaluateHandle((sky) => {
    const flights: Flight[] = []
    const look = ({ addedNodes }: MutationRecord) => {
      for (const flight of addedNodes as NodeListOf<Element>) {
        const { animationName, opacity } = getComputedStyle(flight)
        flights.push({ emoji: flight.textContent, motion: animationName, opacity })
      }
    }
    new MutationObserver((changes) => changes.forEach(look)).observe(sky, { childList: true })
    return flights
  })
  return () => flown.jsonValue()
}

test('who may not pause or seek is told who may, and the film goes on where it is', async ({ person }) => {
  test.slow()
  const { host, hostName, viewer } = await openFilmParty(person)
  await startFilm(host)
  await expectToRun(viewer)

  await viewer.locator('.film-screen').click()
  await viewer.keyboard.press('Space')
  await expect(viewer.getByText(`Only ${hostName} may pause here`)).toBeVisible()
  await expect(pause(viewer)).toBeVisible()
  await expectToRun(viewer)

  await expect(pause(viewer)).toHaveAttribute('aria-disabled', 'true')
  await expect(pause(viewer)).toHaveAccessibleDescription(`Only ${hostName} may pause here`)

  const slider = viewer.getByRole('slider', { name: 'Position' })
  const before = Number(await slider.inputValue())
  const { width } = (await slider.boundingBox())!
  await slider.click({ force: true, position: { x: width * 0.9, y: 10 } })
  await expect(viewer.getByText(`Only ${hostName} may go to another place in it`)).toBeVisible()
  expect(Number(await slider.inputValue())).toBeLessThan(before + 20_000)
  await viewer.keyboard.press('ArrowRight')
  await expectToRun(viewer)

  await host.locator('.film-screen').click()
  await host.keyboard.press('Space')
  await expect(viewer.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(viewer.getByText(`${hostName} paused`)).toBeVisible()
  await viewer.getByRole('button', { name: 'Play', exact: true }).click({ force: true })
  await expect(viewer.getByText(`Only ${hostName} may press play here`)).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('a rule that has changed meanwhile: the room says no, and the button shows what is', async ({
  person,
}) => {
  test.slow()
  const { host } = await openFilmParty(person)
  await startFilm(host)
  // What this page was told last is older than what the room has decided.
  const refusal = { ok: false, error: { code: 'not_authorized', message: 'Only Kim may pause here' } }
  await host.route('**/playback', (route) => route.fulfill({ status: 403, json: refusal }))
  await host.locator('.film-screen').click()
  await host.keyboard.press('Space')
  await expect(host.getByText('Only Kim may pause here')).toBeVisible()
  await expect(pause(host)).toBeVisible()
  await expectToRun(host)
})

test('what one throws flies over the other’s picture, and over the wall', async ({ person }) => {
  test.slow()
  const { host, viewer, code } = await openFilmParty(person)
  const wall = await host.context().newPage()
  await wall.goto(`/rooms/${code}/stage`)
  await startFilm(host)
  await expectToRun(viewer)
  await expect(wall.locator('.film-words')).toBeVisible()

  const seen = await Promise.all([host, viewer, wall].map(watchFlights))
  await viewer.getByRole('button', { name: 'React' }).click()
  await viewer.getByRole('button', { name: 'Applause' }).click()
  for (const flown of seen) {
    await expect.poll(flown).toEqual([expect.objectContaining({ emoji: '👏', motion: 'fly' })])
  }
  await expect(host.getByRole('status').filter({ hasText: 'Applause' })).toBeAttached()
  for (const page of [host, viewer, wall]) await expect(page.locator('.flying > span')).toHaveCount(0)
})

test('who wants no motion sees a reaction stand, and go', async ({ person }) => {
  test.slow()
  const { host, viewer } = await openFilmParty(person, { host: { reducedMotion: 'reduce' } })
  await startFilm(host)
  await expectToRun(viewer)
  await expect(bar(host)).toBeVisible()
  const flown = await watchFlights(host)
  await viewer.getByRole('button', { name: 'React' }).click()
  await viewer.getByRole('button', { name: 'Wonder' }).click()
  await expect.poll(flown).toEqual([{ emoji: '😮', motion: 'none', opacity: '1' }])
  await expect(host.locator('.flying > span')).toHaveCount(0)
})

test('the chat lies over the picture where that is chosen, and still does on the next visit', async ({
  person,
}) => {
  test.slow()
  const { host, viewer } = await openFilmParty(person)
  const over = viewer.getByRole('region', { name: 'Chat over the picture' })
  await expect(viewer.getByRole('region', { name: 'Chat', exact: true })).toBeVisible()
  await viewer.getByRole('button', { name: 'Chat over the picture' }).click()
  await expect(over).toBeVisible()
  await expect(viewer.getByRole('region', { name: 'Chat', exact: true })).toBeHidden()
  await over.getByLabel('Message').fill('Who is that?')
  await over.getByLabel('Message').press('Enter')
  await expect(over).toContainText('Who is that?')
  await expect(host.getByRole('region', { name: 'Chat', exact: true })).toContainText('Who is that?')
  await expectNoAxeViolations(viewer)

  await viewer.reload()
  await expect(over).toContainText('Who is that?')
  await viewer.getByRole('button', { name: 'Chat over the picture' }).click()
  await expect(over).toHaveCount(0)
  await expect(viewer.getByRole('region', { name: 'Chat', exact: true })).toContainText('Who is that?')
})

test('controls go while the film runs, come back by mouse, keyboard and pause, and fill the screen with it', async ({
  person,
}) => {
  test.slow()
  const { host } = await openFilmParty(person)
  await startFilm(host)
  await host.locator('.film-screen').hover({ position: { x: 40, y: 40 } })
  await expect(bar(host)).toHaveCSS('opacity', '1')
  await expect(bar(host)).toHaveCSS('opacity', '0')
  await expectNoAxeViolations(host)
  await host.mouse.move(300, 300)
  await expect(bar(host)).toHaveCSS('opacity', '1')
  await expect(bar(host)).toHaveCSS('opacity', '0')

  // Whoever comes with the keyboard finds them, and keeps them.
  await pause(host).focus()
  await host.keyboard.press('Tab')
  await expect(bar(host)).toHaveCSS('opacity', '1')
  await expect(host.locator('.film')).toHaveAttribute('data-idle', 'true')
  await expect(bar(host)).toHaveCSS('opacity', '1')
  await host.keyboard.press('Escape')
  await host.locator('.film-screen').click({ position: { x: 40, y: 40 } })

  await expect(host.getByRole('heading', { name: 'Nothing is waiting' })).toBeVisible()
  await host.keyboard.press('f')
  await expect(host.locator('.room[data-whole]')).toBeAttached()
  await expect(host.getByRole('heading', { name: 'Nothing is waiting' })).toBeHidden()
  await expect(host.getByRole('button', { name: 'Full screen (f)' })).toHaveAttribute('aria-pressed', 'true')
  await expectNoAxeViolations(host)
  await host.keyboard.press('f')
  await expect(host.locator('.room[data-whole]')).toHaveCount(0)

  await host.keyboard.press('Space')
  await expect(host.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await expect(host.locator('.film')).toHaveAttribute('data-idle', 'false')
})

test('on a phone a tap brings the controls and another sends them away', async ({ person }) => {
  test.slow()
  const { host, viewer } = await openFilmParty(person, { viewer: PHONE })
  await startFilm(host)
  await expectToRun(viewer)
  await expectNoAxeViolations(viewer)
  await showControls(viewer)
  await expect(bar(viewer)).toHaveCSS('opacity', '1')
  await viewer.locator('.film-screen').tap({ position: { x: 40, y: 40 } })
  await expect(bar(viewer)).toHaveCSS('opacity', '0')
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`all that a viewer sees can be read by machines (${colorScheme})`, async ({ person }) => {
    test.slow()
    const { host, viewer } = await openFilmParty(person, { viewer: { colorScheme } })
    await startFilm(host)
    await expectToRun(viewer)
    await viewer.getByRole('button', { name: 'React' }).click()
    await pause(viewer).click({ force: true })
    await expect(viewer.getByRole('button', { name: 'Dismiss' })).toBeVisible()
    await expectNoAxeViolations(viewer)
  })
}

test('with JavaScript off, who may not pause gets the page with the reason', async ({ person }) => {
  test.slow()
  const unscripted = { javaScriptEnabled: false }
  const { hostName, viewer } = await openFilmParty(person, { host: unscripted, viewer: unscripted })
  const now = viewer.frameLocator('iframe')
  await expect(now.getByLabel('Now playing')).toContainText(FILM)
  await now.getByRole('button', { name: /^(Pause|Play)$/ }).click({ force: true })
  await expect(viewer.getByRole('alert')).toContainText(`Only ${hostName} may`)
  await viewer.getByRole('button', { name: 'Laughter' }).click()
  await expect(viewer.getByRole('alert')).toHaveCount(0)
})

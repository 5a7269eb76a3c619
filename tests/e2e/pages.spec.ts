import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test } from './support/people'
import { addSong, expectNoAxeViolations } from './support/room'

/** With JavaScript and without: the pages around the room work the same. */
for (const javaScriptEnabled of [true, false]) {
  const unscripted = javaScriptEnabled ? '' : ', JavaScript off'

  test(`a room is opened with its settings, and wrong ones are told${unscripted}`, async ({ person }) => {
    const alex = await person({ ...PHONE, javaScriptEnabled })
    await alex.goto('/')
    await alex.getByRole('link', { name: /^Jam/ }).click()
    await alex.getByLabel('Name', { exact: true }).fill('Friday at Alex’s')
    await alex.getByLabel('Your name').fill('x'.repeat(41))
    await openSettings(alex)
    await alex.getByLabel('Guests may vote to skip').uncheck()
    await alex.getByRole('button', { name: 'Open the jam' }).click()

    await expect(alex.getByLabel('Your name')).toHaveAccessibleDescription('At most 40 characters, please')
    await expect(alex.getByLabel('Name', { exact: true })).toHaveValue('Friday at Alex’s')
    await openSettings(alex)
    await expect(alex.getByLabel('Guests may vote to skip')).not.toBeChecked()
    await expect(alex.getByLabel('Guests may add songs')).toBeChecked()
    await alex.getByLabel('Your name').fill('Alex')
    await alex.getByRole('button', { name: 'Open the jam' }).click()
    await alex.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
    await alex.goto('/')
    await expect(alex.getByRole('link', { name: 'Friday at Alex’s' })).toBeVisible()
  })

  test(`somebody who waits at the door comes in by themselves${unscripted}`, async ({ person }) => {
    test.slow()
    const alex = await person()
    const code = await openJamWithApproval(alex)
    const kim = await person({ ...PHONE, javaScriptEnabled })
    await kim.goto('/')
    await kim.getByLabel('Room code').fill(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`)
    await kim.getByRole('button', { name: 'Join' }).click()
    await expect(kim.getByRole('heading', { level: 1 })).toHaveText('Behind the door')
    await kim.getByLabel('Your name').fill('Kim')
    await kim.getByRole('button', { name: 'Ask to come in' }).click()
    await expect(kim.getByText('You’ve asked to come in')).toBeVisible()

    await answerRequest(alex, code, 'refusal')
    await expect(kim.getByText('You can ask again')).toBeVisible()
    await expect(kim.getByLabel('Your name')).toHaveValue('Kim')
    await kim.getByRole('button', { name: 'Ask to come in' }).click()
    await expect(kim.getByText('You’ve asked to come in')).toBeVisible()
    await answerRequest(alex, code, 'admission')
    await kim.waitForURL(`**/rooms/${code}`)
  })

  test(`a token is made, shown once and revoked${unscripted}`, async ({ person }) => {
    const alex = await person({ ...PHONE, javaScriptEnabled })
    await alex.goto('/settings')
    await alex.getByLabel('Your name').fill('Alex')
    await alex.getByRole('button', { name: 'Save' }).click()
    await expect(alex.getByLabel('Your name')).toHaveValue('Alex')
    await alex.getByLabel('Name of a new token').fill('Robot')
    await alex.getByRole('button', { name: 'Make a token' }).click()
    await expect(alex.getByText(/^tutti_/)).toBeVisible()
    await alex.goto('/settings')
    await expect(alex.getByText(/^tutti_/)).toHaveCount(0)
    await alex.getByRole('button', { name: 'Revoke Robot' }).click()
    await expect(alex.getByText('Robot')).toHaveCount(0)
  })
}

test('what was played is kept, and can be taken along', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  await expect(alex.getByRole('heading', { name: /Ode to Joy/ }).first()).toBeVisible()
  await alex.goto('/history')
  await alex.getByRole('link', { name: 'Friday at Alex’s' }).click()
  await expect(alex.getByText('Ode to Joy')).toBeVisible()
  const [download] = await Promise.all([
    alex.waitForEvent('download'),
    alex.getByRole('link', { name: 'CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('Friday at Alex’s.csv')
  await alex.getByRole('link', { name: 'Go in' }).click()
  await alex.waitForURL(`**/rooms/${code}`)
})

test('a phone can keep it on its home screen', async ({ person }) => {
  const page = await person(PHONE)
  await page.goto('/')
  const manifest = await page.request.get('/manifest.webmanifest')
  const { icons, start_url, display } = await manifest.json()
  expect([start_url, display]).toEqual(['/', 'standalone'])
  for (const { src, type } of icons) {
    const icon = await page.request.get(src)
    expect([src, icon.status(), icon.headers()['content-type']]).toEqual([src, 200, type])
  }
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`every page around the room can be read by machines (${colorScheme})`, async ({ person }) => {
    test.slow()
    const alex = await person({ colorScheme })
    await alex.goto('/')
    await expectNoAxeViolations(alex)
    await alex.goto('/join?code=ABCDEFGH')
    await expectNoAxeViolations(alex)
    await alex.goto('/new/jam')
    await alex.getByLabel('Your name').fill('x'.repeat(41))
    await alex.getByRole('button', { name: 'Open the jam' }).click()
    await openSettings(alex)
    await expectNoAxeViolations(alex)

    const code = await openJamWithApproval(alex)
    await addSong(alex, 'Canon in D')
    const kim = await person({ ...PHONE, colorScheme })
    await kim.goto(`/join/${code}`)
    await expect(kim.getByText('Canon in D')).toBeVisible()
    await expectNoAxeViolations(kim)
    await kim.getByRole('button', { name: 'Ask to come in' }).click()
    await expect(kim.getByText('You’ve asked to come in')).toBeVisible()
    await expectNoAxeViolations(kim)

    for (const path of ['/', '/history', '/settings', '/join/ABCDEFGH', '/nothing/here']) {
      await alex.goto(path)
      await expectNoAxeViolations(alex)
    }
    await alex.goto('/history')
    await alex.getByRole('link', { name: 'Behind the door' }).click()
    await expectNoAxeViolations(alex)
    await alex.goto('/settings')
    await alex.getByLabel('Name of a new token').fill('Robot')
    await alex.getByRole('button', { name: 'Make a token' }).click()
    await expectNoAxeViolations(alex)
    await post(alex, `/rooms/${code}/end`)
    await expect(kim.getByText('This jam session has ended')).toBeVisible()
    await expectNoAxeViolations(kim)
  })
}

/** Names that are long, or written from right to left, stay within the page. */
test('no name is too wide for a phone', async ({ person }) => {
  const alex = await person()
  await alex.goto('/new/jam')
  await alex.getByLabel('Name', { exact: true }).fill('ليلة الجمعة مع الأصدقاء والموسيقى الجميلة')
  await alex.getByLabel('Your name').fill('Wolfeschlegelsteinhausenbergerdorff-the3')
  await alex.getByRole('button', { name: 'Open the jam' }).click()
  await alex.waitForURL(/\/rooms\//)
  const kim = await person(PHONE)
  for (const path of [`/join/${alex.url().split('/').at(-1)}`]) {
    await kim.goto(path)
    expect(await kim.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  }
  await alex.setViewportSize({ width: 320, height: 640 })
  for (const path of ['/', '/history', '/new/jam', '/settings']) {
    await alex.goto(path)
    expect(await alex.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  }
})

async function openSettings(page: Page): Promise<void> {
  const details = page.locator('details', { hasText: 'Coming in' })
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
}

async function openJamWithApproval(page: Page): Promise<string> {
  await page.goto('/new/jam')
  await page.getByLabel('Name', { exact: true }).fill('Behind the door')
  await page.getByLabel('Your name').fill('Alex')
  await openSettings(page)
  await page.getByLabel('I let each person in').check()
  await page.getByRole('button', { name: 'Open the jam' }).click()
  await page.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
  return page.url().split('/').at(-1)!
}

/** Answers who waits as the host's page would; the page itself is tested elsewhere. */
async function answerRequest(host: Page, code: string, answer: 'admission' | 'refusal'): Promise<void> {
  const initial = await host.request.get(`/rooms/${code}`)
  const waiting = /"id":"([0-9a-f-]{36})","name":"[^"]*","role":"guest","state":"waiting"/.exec(
    await initial.text(),
  )
  await post(host, `/rooms/${code}/members/${waiting![1]}/${answer}`)
}

async function post(page: Page, path: string): Promise<void> {
  const headers = { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' }
  const answer = await page.request.post(path, { headers, data: {} })
  expect(answer.status()).toBe(200)
}

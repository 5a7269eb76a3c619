import type { Page } from '@playwright/test'
import { expect, openJam, PHONE, test } from './support/people'
import { addSong, expectNoAxeViolations, joinJam } from './support/room'

for (const colorScheme of ['dark', 'light'] as const) {
  test(`all that a guest sees can be read by machines (${colorScheme})`, async ({ person }) => {
    test.slow()
    const alex = await person()
    const code = await openJam(alex)
    const kim = await person({ ...PHONE, colorScheme })
    await joinJam(kim, code, 'Kim')
    await expect(kim.getByText('Nothing is playing yet')).toBeVisible()
    await expectNoAxeViolations(kim)

    for (const title of ['Ode to Joy', 'Greensleeves']) await addSong(alex, title)
    await addSong(kim, 'Canon in D')
    await kim.getByRole('button', { name: 'Play here' }).click()
    await alex.getByLabel('Message').fill('Hello')
    await alex.getByLabel('Message').press('Enter')
    await expect(kim.getByRole('button', { name: 'Chat 1 new' })).toBeVisible()
    await expectNoAxeViolations(kim)
    for (const tab of ['People', 'Chat']) {
      await kim.getByRole('button', { name: new RegExp(`^${tab}`) }).click()
      await expectNoAxeViolations(kim)
    }
    await kim.getByRole('button', { name: /^Next up/ }).click()
    await kim.getByLabel('Search songs to add').fill('s')
    await expect(kim.getByRole('button', { name: /^Add / }).first()).toBeVisible()
    await expectNoAxeViolations(kim)
  })

  test(`all that a host sees can be read by machines (${colorScheme})`, async ({ person }) => {
    test.slow()
    const alex = await person({ colorScheme })
    const code = await openJam(alex)
    for (const title of ['Ode to Joy', 'Greensleeves', 'Canon in D']) await addSong(alex, title)
    const kim = await person(PHONE)
    await joinJam(kim, code, 'Kim')
    await expectNoAxeViolations(alex)

    for (const [button, dialog] of [
      ['Share', 'Bring others in'],
      ['Kim', 'Kim'],
      ['End', 'End this jam?'],
    ] as const) {
      await alex.getByRole('button', { name: button, exact: true }).click()
      await expect(alex.getByRole('dialog', { name: dialog })).toBeVisible()
      await expectNoAxeViolations(alex)
      await alex.keyboard.press('Escape')
      await expect(alex.getByRole('button', { name: button, exact: true })).toBeFocused()
    }
    await alex.getByRole('link', { name: 'Settings' }).click()
    await expectNoAxeViolations(alex)
    await alex.getByRole('link', { name: 'Back to the room' }).click()
    await alex.getByRole('button', { name: 'End', exact: true }).click()
    await alex.getByRole('button', { name: 'End for everybody' }).click()
    await expect(alex.getByRole('heading', { name: 'This jam has ended' })).toBeVisible()
    await expectNoAxeViolations(alex)
  })
}

test('the frame for browsers without JavaScript can be read by machines, but for its refreshing', async ({
  person,
}) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  await addSong(alex, 'Greensleeves')
  const kim = await person(PHONE)
  await joinJam(kim, code, 'Kim')
  await alex.route('**/now', async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    expect(html).toMatch(/http-equiv="refresh"/i)
    await route.fulfill({ response, body: html.replace(/http-equiv="refresh"/i, '') })
  })
  await alex.goto(`/rooms/${code}/now`)
  await expect(alex.getByRole('button', { name: 'Remove Greensleeves' })).toBeVisible()
  await expectNoAxeViolations(alex)
})

test('a song can be added by keyboard alone, and the search is left by Escape', async ({ person }) => {
  const alex = await person()
  await openJam(alex)
  await expect(alex.getByText('live', { exact: true })).toBeVisible()
  await alex.keyboard.press('/')
  await expect(alex.getByLabel('Search songs to add')).toBeFocused()
  await alex.keyboard.type('ode')
  await expect(alex.getByLabel('Songs found').getByRole('listitem')).toHaveCount(1)
  await alex.keyboard.press('ArrowDown')
  await expect(alex.getByRole('button', { name: 'Add Ode to Joy' })).toBeFocused()
  await alex.keyboard.press('Enter')
  await expect(alex.getByLabel('Now playing')).toContainText('Ode to Joy')
  await alex.keyboard.press('Escape')
  await expect(alex.getByLabel('Songs found')).toHaveCount(0)
})

for (const typesFirst of [true, false]) {
  const typed = typesFirst ? 'typed' : 'reached for the field'
  test(`who has ${typed} before the page’s script came finds songs all the same`, async ({ person }) => {
    const [alex, kim] = [await person(), await person()]
    const code = await openJam(alex)
    await joinJam(kim, code, 'Kim')
    const letScriptCome = await openWithoutScript(kim, code)
    await kim.getByLabel('Search songs to add').focus()
    if (typesFirst) await kim.keyboard.type('ode')
    letScriptCome()
    await expect(kim.getByText('not playing here')).toBeVisible()
    if (!typesFirst) await kim.keyboard.type('ode')
    await expect(kim.getByRole('button', { name: 'Add Ode to Joy' })).toBeVisible()
  })
}

test('what was opened before the page’s script came is filled by it', async ({ person }) => {
  const [alex, kim] = [await person(), await person()]
  const code = await openJam(alex)
  await joinJam(kim, code, 'Kim')
  const letScriptCome = await openWithoutScript(kim, code)
  await kim.getByRole('button', { name: 'Share' }).press('Enter')
  letScriptCome()
  await expect(kim.getByRole('img', { name: /QR/ })).toBeVisible()
})

/** The room's page as a slow network brings it: its script comes when that is called which is answered. */
async function openWithoutScript(page: Page, code: string): Promise<() => void> {
  const scriptMayCome = Promise.withResolvers<void>()
  await page.route('**/assets/island-*.js', async (route) => {
    await scriptMayCome.promise
    await route.continue()
  })
  await page.goto(`/rooms/${code}`, { waitUntil: 'commit' })
  return scriptMayCome.resolve
}

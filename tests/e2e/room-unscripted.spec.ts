import { expect, PHONE, test } from './support/people'
import { joinJam } from './support/room'

const WITHOUT = { javaScriptEnabled: false }

test('with JavaScript off: open, join, search, add, vote, chat, listen, leave, end', async ({ person }) => {
  const alex = await person(WITHOUT)
  await alex.goto('/new/jam')
  await alex.getByLabel('Name', { exact: true }).fill('Quiet Friday')
  await alex.getByRole('button', { name: /open/i }).click()
  await alex.waitForURL(/\/rooms\/[A-Z0-9]{8}$/)
  const code = alex.url().split('/').at(-1)!

  const kim = await person({ ...PHONE, ...WITHOUT })
  await joinJam(kim, code, 'Kim')
  await kim.getByLabel('Search songs to add').fill('greenslevs')
  await kim.getByRole('button', { name: 'Search' }).click()
  await kim.getByRole('button', { name: 'Add Greensleeves' }).click()

  // What is being typed outlives what changes beside it.
  await alex.getByLabel('Message').fill('A very good ch')
  const now = alex.frameLocator('iframe')
  await expect(now.getByLabel('Now playing')).toContainText('Greensleeves')
  await expect(alex.getByLabel('Message')).toHaveValue('A very good ch')
  await alex.getByRole('button', { name: 'Send' }).click()
  await expect(kim.frameLocator('iframe').getByLabel('What was said')).toContainText('A very good ch')

  await kim.getByRole('link', { name: 'Listen' }).click()
  await expect(kim.locator('audio')).toHaveAttribute('src', /#t=\d/)
  await kim.getByRole('link', { name: 'Back to the room' }).click()

  await kim
    .frameLocator('iframe')
    .getByRole('button', { name: /^Skip\?/ })
    .click()
  await expect(kim.frameLocator('iframe').getByText('Nothing is playing yet')).toBeVisible()

  await kim.locator('summary', { hasText: 'Your name, and leaving' }).click()
  await kim.getByRole('button', { name: 'Leave the jam' }).click()
  await expect(kim).toHaveURL('/')

  await alex.getByRole('button', { name: 'End', exact: true }).click()
  await alex.getByRole('button', { name: 'End for everybody' }).click()
  await expect(alex.getByRole('heading', { name: 'This jam has ended' })).toBeVisible()
})

test('with JavaScript off a refused form comes back with what was typed and what is wrong', async ({
  person,
}) => {
  const alex = await person(WITHOUT)
  await alex.goto('/new/jam')
  await alex.getByRole('button', { name: /open/i }).click()
  await alex.getByLabel('Message').fill('\u200b')
  await alex.getByRole('button', { name: 'Send' }).click()
  await expect(alex.getByRole('alert')).toContainText("That didn't make sense to us")
  await expect(alex.getByLabel('Message')).toHaveValue('\u200b')
})

import { expect, openJam, PHONE, test } from './support/people'
import { addSong } from './support/room'

// What takes a trace looks into the page, and whatever does that counts as a tap there.
test.use({ trace: 'off' })

test('a browser that wants a tap first is given one, and is in time after it', async ({
  person,
  playwright,
  launchOptions,
  baseURL,
}) => {
  const alex = await person()
  const code = await openJam(alex)
  await addSong(alex, 'Ode to Joy')
  // As browsers are unless they are told otherwise.
  const args = launchOptions.args!.filter((flag) => !flag.startsWith('--autoplay-policy'))
  const browser = await playwright.chromium.launch({ ...launchOptions, args })
  try {
    const storageState = await alex.context().storageState()
    const phone = await browser.newPage({ ...PHONE, baseURL, storageState })
    // For the same reason what the page says of itself is listened to.
    const told = phone.waitForRequest((asked) => /"blocked"/.test(asked.postData() ?? ''))
    await phone.goto(`/rooms/${code}`)
    await told
    const pill = phone.getByRole('button', { name: 'tap to unmute' })
    await expect(pill).toBeVisible()
    await expect(phone.getByRole('button', { name: 'Tap to hear the music' })).toBeVisible()
    await pill.click()
    await expect(phone.locator('.pill.sync')).toHaveText(/^in sync, \d+ ms$/)
    await expect(pill).toHaveCount(0)
  } finally {
    await browser.close()
  }
})

import { chromium, type Browser } from '@playwright/test'
import { chirp } from '../../app/domain/playback/calibration/sounds'
import { expect, openJam, PHONE, test } from './support/people'
import { expectNoAxeViolations } from './support/room'
import { writeWav } from './support/wav'

test('[T9] by ear: clicks are moved until they are one, and that is kept for this device', async ({
  person,
}) => {
  const alex = await person(PHONE)
  const code = await openJam(alex)
  await alex.goto(`/rooms/${code}/tune`)
  await expectNoAxeViolations(alex)

  await alex.getByRole('button', { name: 'Tune this one' }).click()
  await expect(alex.getByText('Clicking, together with the reference.')).toBeVisible()
  const slider = alex.getByRole('slider', { name: 'Milliseconds later' })
  await slider.focus()
  await slider.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', '0.5 ms later')
  await alex.getByRole('button', { name: '10 milliseconds earlier' }).click()
  await alex.getByRole('button', { name: '1 milliseconds earlier' }).click()
  await expect(slider).toHaveAttribute('aria-valuetext', '10.5 ms earlier')
  await expectNoAxeViolations(alex)
  await alex.getByRole('button', { name: 'Save for this device' }).click()
  await expect(alex.getByText('Saved.')).toBeVisible()

  await alex.reload()
  await alex.getByRole('button', { name: 'Tune this one' }).click()
  await expect(slider).toHaveAttribute('aria-valuetext', '10.5 ms earlier')
  await alex.getByRole('link', { name: 'Back to the room' }).click()
  await expect(alex).toHaveURL(new RegExp(`/rooms/${code}$`))
})

test('the reference only clicks, until it is stopped', async ({ person }) => {
  const alex = await person()
  const code = await openJam(alex)
  await alex.goto(`/rooms/${code}/tune`)
  const reference = alex.getByRole('button', { name: 'This is the reference' })
  await reference.press('Enter')
  await expect(alex.getByText('Clicking. Leave this page open')).toBeVisible()
  await expect(alex.getByRole('slider')).toBeHidden()
  await reference.press('Enter')
  await expect(reference).toHaveAttribute('aria-pressed', 'false')
})

test('who is not in the room is led to its door', async ({ person }) => {
  const code = await openJam(await person())
  const kim = await person()
  await kim.goto(`/rooms/${code}/tune`)
  await expect(kim).toHaveURL(new RegExp(`/join/${code}$`))
})

test('without JavaScript it says kindly that it needs it', async ({ person }) => {
  const alex = await person({ javaScriptEnabled: false })
  const code = await openJam(alex)
  await alex.goto(`/rooms/${code}/tune`)
  await expect(alex.getByText('this page clicks at exact moments, which needs JavaScript')).toBeVisible()
  await expect(alex.getByRole('button', { name: 'Tune this one' })).toBeDisabled()
  await expect(alex.getByRole('link', { name: 'Back to the room' })).toBeVisible()
})

const LATE_MS = 13.7

test(`[T9] by microphone: a device that is ${LATE_MS} ms late is told so and corrected`, async ({
  baseURL,
  launchOptions,
}, testInfo) => {
  const path = testInfo.outputPath('two-devices.wav')
  await writeTwoDevices(path)
  const browser: Browser = await chromium.launch({
    ...launchOptions,
    args: [
      ...launchOptions.args!,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${path}`,
    ],
  })
  const alex = await browser.newPage({ baseURL })
  const code = await openJam(alex)
  await alex.goto(`/rooms/${code}/tune`)
  await alex.getByRole('button', { name: 'Tune this one' }).click()
  await alex.getByRole('button', { name: 'Listen' }).click()
  await expect(alex.getByText(/^It was/)).toBeVisible({ timeout: 30_000 })

  const told = await alex.getByText(/^It was/).textContent()
  const [, lateMs] = /^It was ([\d.]+) ms late, give or take 0\.\d\./.exec(told ?? '')!
  expect(Math.abs(Number(lateMs) - LATE_MS)).toBeLessThan(0.5)
  const corrected = await alex.getByRole('slider').getAttribute('aria-valuetext')
  expect(corrected).toBe(`${lateMs} ms earlier`)
  await browser.close()
})

/** What a microphone between both devices hears: the reference, the one to tune, noise. Long enough not to run out. */
async function writeTwoDevices(path: string): Promise<void> {
  const rate = 48_000
  const sound = new Float32Array(60 * rate).map(() => 0.02 * (Math.random() - 0.5))
  const mix = (wave: Float32Array, atMs: number) => {
    const begin = Math.round((atMs / 1_000) * rate)
    wave.forEach((sample, frame) => (sound[begin + frame]! += 0.3 * sample))
  }
  for (let roundMs = 700; roundMs < 57_000; roundMs += 2_000) {
    mix(chirp(rate, 'up'), roundMs)
    mix(chirp(rate, 'down'), roundMs + 1_000 + LATE_MS)
  }
  await writeWav(path, rate, sound)
}

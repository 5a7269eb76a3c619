import { expect, test } from 'vitest'
import { passwordResets } from '~/db/schema/accounts'
import { logIn, signUp } from '../support/accounts'
import { startApp } from '../support/app'
import { startMailServer } from '../support/mail'

const mail = await startMailServer()
const app = await startApp({
  publicUrl: 'https://tutti.example',
  mail: { url: mail.url, from: 'Tutti <tutti@tutti.example>' },
  trustProxy: true,
})
await signUp(app.browser(), 'alex', { email: 'alex@example.org' })
await signUp(app.browser(), 'kim')

const ask = (login: string, headers: Record<string, string> = {}) =>
  app.browser().post('/reset', { login }, headers)

const from = (n: number) => ({ 'X-Forwarded-For': `203.0.113.${n}` })

/** A page, but for what is of this one answer alone. */
const same = (text: string, login: string) => text.replaceAll(login, 'X').replaceAll(/nonce="[^"]*"/g, '')

/** What a letter says, with the line breaks that its encoding put in taken out. */
const wordsOf = (text: string) => text.replace(/=\r?\n/g, '').replaceAll('=3D', '=')

test('a letter brings a link that sets a new password', async () => {
  const asked = await ask('ALEX')
  expect([asked.status, asked.text.includes('is on its way')]).toEqual([200, true])
  await expect.poll(() => mail.letters.length).toBe(1)
  const [letter] = mail.letters
  expect(letter).toMatchObject({ from: 'tutti@tutti.example', to: 'alex@example.org' })
  const link = /https:\/\/tutti\.example(\/reset\/[\w-]{43})/.exec(wordsOf(letter!.text))![1]!
  expect((await app.browser().post(link, { newPassword: 'a new password' })).status).toBe(303)
  expect((await logIn(app.browser(), 'alex', 'a new password')).status).toBe(303)
})

test('the address that a request came to never gets into a letter', async () => {
  mail.letters.length = 0
  await ask('alex@example.org', { 'X-Forwarded-Host': 'evil.example', Origin: 'http://evil.example' })
  await expect.poll(() => mail.letters.length).toBe(1)
  expect(mail.letters[0]!.text).not.toContain('evil')
})

test('the answer does not tell who has an account, or an address', async () => {
  mail.letters.length = 0
  const before = await app.db.$count(passwordResets)
  const answers = [await ask('nobody-here'), await ask('kim'), await ask('alex')]
  expect(same(answers[0]!.text, 'nobody-here')).toBe(same(answers[1]!.text, 'kim'))
  expect(same(answers[0]!.text, 'nobody-here')).toBe(same(answers[2]!.text, 'alex'))
  await expect.poll(() => mail.letters.length).toBe(1)
  expect(await app.db.$count(passwordResets)).toBe(before + 1)
})

test('letters are few, whoever asks for them', async () => {
  await signUp(app.browser(), 'mina', { email: 'mina@example.org' })
  for (let n = 0; n < 3; n++) expect((await ask('mina', from(n))).status).toBe(200)
  expect((await ask('MINA', from(9))).status).toBe(429)
  for (let n = 0; n < 20; n++) await ask(`somebody-${n}`, from(99))
  expect((await ask('somebody-else', from(99))).status).toBe(429)
})

test('programs ask in the same way', async () => {
  const answer = await app.browser().json('/reset', { login: 'kim' })
  expect([answer.status, answer.json()]).toEqual([200, { ok: true }])
  expect((await app.browser().json('/reset', {})).status).toBe(400)
})

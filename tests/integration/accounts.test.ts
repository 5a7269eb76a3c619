import { describe, expect, test } from 'vitest'
import { startApp } from '../support/app'
import { logIn, logOut, signUp } from '../support/accounts'

const app = await startApp({ trustProxy: true })

test('the first to sign up becomes the admin: of many at once exactly one', async () => {
  const names = ['alex', 'kim', 'jordan', 'mina', 'robin']
  const answers = await Promise.all(
    names.map((username) => app.browser().json('/signup', { username, password: 'correct horse' })),
  )
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201))
  const roles = answers.map((answer) => answer.json<{ account: { role: string } }>().account.role)
  expect(roles.toSorted()).toEqual(['admin', 'member', 'member', 'member', 'member'])
})

describe('somebody with an account', () => {
  test('is logged in after signing up, logs out, and in again by name or address', async () => {
    const sam = app.browser()
    const made = await signUp(sam, 'Sam', { email: 'Sam@example.org', next: '/history' })
    expect([made.status, made.location]).toEqual([303, '/history'])
    expect((await sam.get('/')).text).toContain('Log out')

    expect((await logOut(sam)).location).toBe('/')
    expect((await sam.get('/')).text).not.toContain('Log out')
    for (const login of ['sam', ' SAM ', 'sam@EXAMPLE.org']) {
      const browser = app.browser()
      expect([login, (await logIn(browser, login)).status]).toEqual([login, 303])
      expect((await browser.get('/')).text).toContain('Sam')
    }
  })
})

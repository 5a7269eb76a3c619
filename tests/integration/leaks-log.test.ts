import { sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { describeError } from '../../server/log'
import { PASSWORD } from '../support/accounts'
import { makeToken } from '../support/evening'
import { signUpAs, startHousehold } from '../support/household'
import { openParty } from '../support/party'

/** What opens anything, and what people type, is in no line of the log, at its most talkative and when things fail. */

const { app, ada, kim, m } = await startHousehold()
const API = '/api/v1/watch-party'

afterEach(() => vi.restoreAllMocks())

function expectNotLogged(...secrets: string[]) {
  for (const secret of secrets) expect(app.logged.filter((line) => line.includes(secret))).toEqual([])
}

test('a key to a stream is not in the log, neither when it works nor when all fails', async () => {
  const party = await openParty(ada, m.id, [kim], { password: 'Popcornkino' })
  await kim.browser.json(`${API}/rooms/${party.roomId}/join`, { password: 'Popcornkino' })
  const asked = await kim.browser.json(`${API}/rooms/${party.roomId}/stream-token`)
  const { token } = asked.json<{ token: string }>()
  const paths = [`/rooms/${party.code}/events`, `/rooms/${party.code}`, '/nowhere'].map(
    (at) => `${at}?t=${token}`,
  )
  const statuses = async () => {
    const stream = await app.browser().open(paths[0]!)
    return [
      stream.status,
      (await kim.browser.get(paths[1]!)).status,
      (await kim.browser.get(paths[2]!)).status,
    ]
  }
  expect(await statuses()).toEqual([200, 200, 404])

  vi.spyOn(app.tutti.engine.rooms, 'memberIdOf').mockRejectedValue(new Error('Down'))
  expect(await statuses()).toEqual([500, 500, 404])
  const written = app.troubles.splice(0)
  expect(written).toMatchObject([
    { path: `/rooms/${party.code}/events`, err: { message: 'Down' } },
    { path: `/rooms/${party.code}`, err: { message: 'Down' } },
  ])
  expectNotLogged(token, token.split('.')[0]!, 'Popcornkino')
})

test('a key that somebody made up is refused, whatever is in it', async () => {
  const party = await openParty(ada, m.id)
  const asked = await ada.browser.json(`${API}/rooms/${party.roomId}/stream-token`)
  const { token } = asked.json<{ token: string }>()
  const [body, signature] = token.split('.') as [string, string]
  const forged = Buffer.from(JSON.stringify({ personId: kim.id, roomId: party.roomId, expiresAtMs: 1e15 }))
  for (const made of [
    '',
    '.',
    body,
    `${body}.`,
    `.${signature}`,
    `${forged.toString('base64url')}.${signature}`,
    `${body}.${signature}.${signature}x`.slice(0, -44),
    // As many characters as a signature has, and more bytes.
    `${body}.${'é'.repeat(signature.length)}`,
    `${body}.${'\u{1F511}'.repeat(signature.length / 2)}`,
  ]) {
    const { status } = await app.browser().open(`/rooms/${party.code}/events?t=${encodeURIComponent(made)}`)
    expect([made, status]).toEqual([made, 401])
  }
  const late = app.tutti.streamTokens.issue({ personId: ada.id, roomId: party.roomId }, Date.now() - 60_001)
  expect((await app.browser().open(`/rooms/${party.code}/events?t=${late}`)).status).toBe(401)
})

test('passwords, cookies, tokens and addresses are not in it, though the database fails under them', async () => {
  const lee = await signUpAs(app, 'Lee')
  const token = await makeToken(lee.browser)
  await lee.browser.post('/login', { login: 'Lee', password: 'Falschgeraten' })
  await app.db.execute(sql`alter table account rename to account_away`)
  try {
    const made = { username: 'Nora', password: PASSWORD, email: 'nora@briefkasten.example' }
    expect((await app.browser().post('/signup', made)).status).toBe(500)
    await app.browser().withToken(token).get('/history')
  } finally {
    await app.db.execute(sql`alter table account_away rename to account`)
  }
  expect(app.troubles.splice(0).length).toBeGreaterThan(0)
  expectNotLogged(PASSWORD, 'Falschgeraten', 'briefkasten', 'argon2', token)
  expectNotLogged(
    ...lee.browser
      .cookies()
      .split('; ')
      .map((cookie) => cookie.slice(cookie.indexOf('=') + 1)),
  )
})

test('an error says what went wrong and where, without the values of the statement', () => {
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(nora@x)' })
  const error = Object.assign(new Error('Failed query: insert\nparams: nora@x,$argon2id$\n    at night'), {
    params: ['nora@x'],
    cause,
  })
  const described = describeError(error)
  expect(described).toMatchObject({
    type: 'Error',
    message: 'Failed query: insert',
    cause: { code: '23505' },
  })
  expect(described.stack).toContain('leaks-log')
  expect(JSON.stringify(described)).not.toMatch(/nora|argon2/)
  expect(describeError('a text')).toEqual({ type: 'string', message: 'a text' })
})

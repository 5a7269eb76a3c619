import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { logIn, signUp, STREAM_ENDS_MS } from '../support/accounts'
import { startApp } from '../support/app'
import { freshDatabase } from '../support/database'
import { comeIn, openJam } from '../support/evening'

/** Two nodes on one database: what one of them does to an account, the other one knows. */

const { address } = await freshDatabase()
if (!('socketPath' in address)) throw new Error('Tests run on the embedded Postgres')
const databaseUrl = `postgres://${address.user}@localhost/${address.database}?host=${dirname(address.socketPath)}`
const [here, there] = [await startApp({ databaseUrl }), await startApp({ databaseUrl })]

/** Well within what a node remembers by itself, so that only the bus can have told it. */
const TOLD = { timeout: 2_000 }

const isLoggedInThere = async (Cookie: string) =>
  (await there.browser().get('/', { Cookie })).text.includes('Log out')

test(
  'who is logged out everywhere is so on every node, streams and all',
  async () => {
    const alex = here.browser()
    await signUp(alex, 'alex')
    const { code } = await openJam(alex)
    const Cookie = alex.cookies()
    expect(await isLoggedInThere(Cookie)).toBe(true)
    const stream = await fetch(`${there.url}/rooms/${code}/events`, { headers: { Cookie } })
    const ended = stream.text()
    await alex.post('/settings/sessions/revocation')
    await expect.poll(() => isLoggedInThere(Cookie), TOLD).toBe(false)
    expect(await ended).toContain('snapshot')
  },
  STREAM_ENDS_MS,
)

test('a guest who becomes an account is it on every node', async () => {
  await signUp(here.browser(), 'kim')
  const { code } = await openJam(here.browser())
  const guest = await comeIn(here.browser(), code, 'Kim')
  const before = guest.cookies()
  const roomThere = async (Cookie: string) => (await there.browser().get(`/rooms/${code}`, { Cookie })).status
  expect(await roomThere(before)).toBe(200)

  await logIn(guest, 'kim')
  expect(await roomThere(guest.cookies())).toBe(200)
  await expect.poll(() => roomThere(before), TOLD).toBe(302)
})

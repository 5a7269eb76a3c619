import { expect, test, vi } from 'vitest'
import { eq } from 'drizzle-orm'
import { guestLinks } from '~/db/schema/rooms'
import { signUpAs, startHousehold } from '../support/household'
import { openParty, partyOf, type Party } from '../support/party'

const { app, ada, kim, m } = await startHousehold()

const HOUR_MS = 3_600_000

/** A party that takes a password and lets no guests in, and where a link of Ada's leads. */
async function aParty(whom: 'one' | 'hour' = 'one') {
  const party = await openParty(ada, m.id, [], { password: 'popcorn' })
  return { party, path: await makeLink(party, whom) }
}

async function makeLink({ code }: Party, whom: 'one' | 'hour'): Promise<string> {
  const made = await ada.browser.json(`/rooms/${code}/guest-links`, { for: whom })
  expect(made.status).toBe(201)
  const { pathname, search } = new URL(made.json<{ link: string }>().link)
  return pathname + search
}

test('lets a guest in without the password, once', async () => {
  const { party, path } = await aParty()
  const [mina, robin] = [app.browser(), app.browser()]
  expect((await mina.get(`/join/${party.code}`)).text).toContain('Nobody else can come in right now')

  const door = await mina.get(path)
  expect(door.status).toBe(200)
  expect(door.text).toContain('Come in')
  expect(door.text).not.toContain('name="password"')
  // Looking at it does not use it up: programs that preview links do that.
  expect((await robin.get(path)).status).toBe(200)

  const come = await mina.post(path, { name: 'Mina' })
  expect(come.location).toBe(`/rooms/${party.code}`)
  const { members } = await partyOf(app, party)
  const member = Object.values(members).find(({ name }) => name === 'Mina')
  expect(member).toMatchObject({ state: 'in', role: 'guest', accountId: null })
  expect((await mina.get(`/media/${m.id}?room=${party.code}`)).status).toBe(200)
  expect((await mina.get(path)).location).toBe(`/rooms/${party.code}`)

  for (const spent of [await robin.get(path), await robin.post(path, { name: 'Robin' })]) {
    expect(spent.status).toBe(410)
    expect(spent.text).toContain('This link was used, or is too old')
    expect(spent.text).not.toContain('Ada')
  }
  expect((await robin.json(path, { name: 'Robin' })).json()).toMatchObject({ error: { code: 'link_spent' } })
})

test('two guests at once share no last use', async () => {
  const { party, path } = await aParty()
  const guests = Array.from({ length: 6 }, () => app.browser())
  await Promise.all(guests.map((guest) => guest.get('/')))
  const answers = await Promise.all(
    guests.map((guest, index) => guest.json(path, { name: `Guest ${index}` })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410, 410, 410])
  const { members } = await partyOf(app, party)
  expect(Object.values(members).filter(({ role }) => role === 'guest')).toHaveLength(1)
})

test('for several is good for an hour, counts them, and can be taken back', async () => {
  const { party, path } = await aParty('hour')
  for (const name of ['Mina', 'Robin']) expect((await app.browser().json(path, { name })).status).toBe(201)
  const listed = await ada.browser.get(`/rooms/${party.code}/invites`)
  expect(listed.text).toContain('For several · used by 2 people')
  // What is in a link is shown the once that it is made, and kept as a hash.
  expect(listed.text).not.toContain(path.split('guest=')[1]!)
  const [row] = await app.db.select().from(guestLinks).where(eq(guestLinks.roomId, party.roomId))
  expect(JSON.stringify(row)).not.toContain(path.split('guest=')[1]!)

  const clock = vi.spyOn(app.tutti.engine.clock, 'nowMs')
  clock.mockReturnValue(row!.createdAtMs + HOUR_MS)
  expect((await app.browser().get(path)).status).toBe(410)
  clock.mockRestore()
  expect((await app.browser().get(path)).status).toBe(200)

  const revocation = `/rooms/${party.code}/guest-links/${row!.id}/revocation`
  expect((await ada.browser.post(revocation)).location).toBe(`/rooms/${party.code}/invites`)
  expect((await app.browser().json(path, { name: 'Late' })).status).toBe(410)
  expect((await ada.browser.post(revocation)).status).toBe(404)
})

test('is made, listed and taken back by hosts alone, and opens its own room alone', async () => {
  const { party, path } = await aParty('hour')
  const other = await openParty(ada, m.id, [], { password: 'popcorn' })
  const secret = path.split('guest=')[1]!
  expect((await app.browser().get(`/join/${other.code}?guest=${secret}`)).status).toBe(410)

  const mina = app.browser()
  await mina.post(path, { name: 'Mina' })
  const [row] = await app.db.select().from(guestLinks).where(eq(guestLinks.roomId, party.roomId))
  const links = `/rooms/${party.code}/guest-links`
  for (const who of [mina, kim.browser, app.browser()]) {
    expect((await who.json(links, { for: 'one' })).status).toBe(403)
    expect((await who.json(`${links}/${row!.id}/revocation`)).status).toBe(403)
  }
  // A host of another room cannot reach it by their own.
  expect((await ada.browser.json(`/rooms/${other.code}/guest-links/${row!.id}/revocation`)).status).toBe(404)
  expect((await ada.browser.json(`${links}/x/revocation`)).status).toBe(404)
  expect((await ada.browser.json(links, { for: 'everybody' })).status).toBe(400)
})

test('brings in no account that may not see what is on, and nothing once the party is over', async () => {
  const { party, path } = await aParty('hour')
  const lee = await signUpAs(app, 'Lee')
  await ada.browser.post(`/admin/libraries/people/${lee.id}/restriction`, { restricted: 'true' })
  expect((await lee.browser.get(path)).status).toBe(403)
  expect((await lee.browser.json(path)).status).toBe(403)
  await ada.browser.json(`/rooms/${party.code}/end`)
  expect((await app.browser().get(path)).status).toBe(410)
  expect((await ada.browser.json(`/rooms/${party.code}/guest-links`, { for: 'one' })).status).toBe(410)
})

test('there are not more of them than a person can look after', async () => {
  const party = await openParty(ada, m.id)
  vi.spyOn(app.tutti.limits, 'command').mockResolvedValue(null)
  for (let made = 0; made < 20; made++) await makeLink(party, 'one')
  const refused = await ada.browser.post(`/rooms/${party.code}/guest-links`, { for: 'one' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('take some back first')
})

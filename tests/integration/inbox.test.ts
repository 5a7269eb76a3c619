import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { presetOf } from '~/domain/room/kinds'
import { signUpAs, startHousehold } from '../support/household'
import { openParty, partyOf } from '../support/party'

const { app, ada, kim, metropolis, m } = await startHousehold()
const lee = await signUpAs(app, 'Lee')
const mina = await signUpAs(app, 'Mina')

const badge = async (browser: typeof kim.browser) => {
  const { text } = await browser.get('/history')
  return Number(/data-waiting="true">(\d+)</.exec(text)?.[1])
}

test('an invitation says who, to what and as what, and nobody else sees it', async () => {
  const party = await openParty(ada, metropolis.id, [[kim, 'controller']], { password: 'popcorn' })
  const { text, status } = await kim.browser.get('/inbox')
  expect(status).toBe(200)
  for (const said of ['Ada', 'Metropolis', 'a controller', 'with a password', '<time'])
    expect(text).toContain(said)
  expect(text).not.toContain('popcorn')
  expect(await badge(kim.browser)).toBe(1)
  expect(await badge(lee.browser)).toBe(0)
  expect((await lee.browser.get('/inbox')).text).not.toContain('Metropolis')
  expect((await app.browser().get('/inbox')).location).toBe('/login?next=%2Finbox')
  for (const answer of ['acceptance', 'refusal']) {
    const path = `/inbox/${party.roomId}/${answer}`
    for (const json of [true, false]) {
      const refused = await (json ? lee.browser.json(path) : lee.browser.post(path))
      expect([path, refused.status]).toEqual([path, 404])
      for (const secret of ['Metropolis', 'Ada', party.code]) expect(refused.text).not.toContain(secret)
    }
    expect((await app.browser().json(path)).status).toBe(401)
    expect((await kim.browser.json(`/inbox/${randomUUID()}/${answer}`)).status).toBe(404)
    expect((await kim.browser.json(`/inbox/nonsense/${answer}`)).status).toBe(404)
  }
})

describe('an answer', () => {
  test('yes leads into the room, with the password where there is one', async () => {
    const party = await openParty(ada, m.id, [lee], { password: 'popcorn' })
    const accept = (password: string) =>
      lee.browser.post(`/inbox/${party.roomId}/acceptance`, { roomId: party.roomId, password })
    for (const [typed, words] of [
      ['', 'This room has a password'],
      ['wrong', 'That is not the password'],
    ] as const) {
      const refused = await accept(typed)
      expect([refused.status, refused.text.includes(words)]).toEqual([403, true])
    }
    const before = await badge(lee.browser)
    expect((await accept('popcorn')).location).toBe(`/rooms/${party.code}`)
    expect(await badge(lee.browser)).toBe(before - 1)
    expect((await lee.browser.get(`/rooms/${party.code}`)).status).toBe(200)
    // Said twice, it leads to the same place.
    expect((await accept('')).location).toBe(`/rooms/${party.code}`)
  })

  test('no stands below, and can become a yes', async () => {
    const party = await openParty(ada, m.id, [mina])
    expect((await mina.browser.post(`/inbox/${party.roomId}/refusal`)).location).toBe('/inbox')
    expect(await badge(mina.browser)).toBe(0)
    const { text } = await mina.browser.get('/inbox')
    for (const said of ['Nobody has invited you just now', 'Declined', 'Go after all'])
      expect(text).toContain(said)
    const accepted = await mina.browser.json(`/inbox/${party.roomId}/acceptance`)
    expect(accepted.json()).toMatchObject({ ok: true, code: party.code })
  })

  test('comes too late for a room that is over', async () => {
    const party = await openParty(ada, m.id, [mina])
    await ada.browser.post(`/rooms/${party.code}/end`)
    expect((await mina.browser.get('/inbox')).text).not.toContain(party.roomId)
    for (const answer of ['acceptance', 'refusal']) {
      const late = await mina.browser.post(`/inbox/${party.roomId}/${answer}`, { roomId: party.roomId })
      expect([answer, late.status, late.text.includes('has ended')]).toEqual([answer, 410, true])
    }
  })
})

/** Opening so many rooms takes a busy machine a while. */
const MANY_TIMEOUT_MS = 120_000

test(
  'a thousand invitations are paged, each shown once, the latest first',
  async () => {
    const nora = await signUpAs(app, 'Nora')
    const { engine } = app.tutti
    const open = (index: number) =>
      engine.rooms.open({
        kind: 'watch',
        name: `Night ${index}`,
        policy: presetOf('watch').policy,
        hostName: 'Ada',
        hostAccountId: ada.id,
        personId: ada.id,
        endsAtMs: engine.clock.nowMs() + 3_600_000,
        invites: [{ memberId: randomUUID(), accountId: nora.id, name: 'Nora', role: 'viewer' }],
      })
    for (let index = 0; index < 1_000; index++) await open(index)

    expect(await badge(nora.browser)).toBe(1_000)
    const seen: string[] = []
    let path: string | undefined = '/inbox'
    while (path) {
      const { text }: { text: string } = await nora.browser.get(path)
      seen.push(...[...text.matchAll(/<p [^>]*text-xl[^>]*>(Night \d+)</g)].map(([, name]) => name!))
      path = /href="(\/inbox\?before=[^"]+)"/.exec(text)?.[1]
    }
    expect(seen).toHaveLength(1_000)
    expect(new Set(seen).size).toBe(1_000)
    expect([seen[0], seen.at(-1)]).toEqual(['Night 999', 'Night 0'])

    const listed = await nora.browser.get('/api/v1/watch-party/invites')
    expect(listed.json<unknown[]>()).toHaveLength(1_000)
    expect((await nora.browser.get('/inbox?before=nonsense')).status).toBe(200)
  },
  MANY_TIMEOUT_MS,
)

test('the number in the menu changes as it happens', async () => {
  const omar = await signUpAs(app, 'Omar')
  const reader = omar.browser.listen('/inbox/events')
  const told = () => reader.frames.filter(({ data }) => data !== undefined).map(({ data }) => data)
  await reader.until(() => told().length === 1)
  const party = await openParty(ada, m.id, [omar])
  await reader.until(() => told().length >= 2)
  const { members } = await partyOf(app, party)
  const invited = Object.values(members).find(({ accountId }) => accountId === omar.id)!
  await ada.browser.json(`/rooms/${party.code}/invites/${invited.id}/removal`)
  await reader.until(() => told().length >= 3)
  expect(told()).toEqual([{ waiting: 0 }, { waiting: 1 }, { waiting: 0 }])
  reader.cut()
  expect((await app.browser().open('/inbox/events')).status).toBe(401)
})

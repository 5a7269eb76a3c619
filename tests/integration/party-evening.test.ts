import { describe, expect, test, vi } from 'vitest'
import { HOST_AWAY_AFTER_MS } from '~/domain/room/lifecycle'
import { hostOf } from '~/domain/room/room'
import { signUpAs, startHousehold } from '../support/household'
import { openParty, partyOf } from '../support/party'

const { app, ada, kim, m } = await startHousehold()
const lee = await signUpAs(app, 'Lee')
const { engine } = app.tutti

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** As a field for a date and a time sends it. */
function shown(atMs: number, timeZone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(atMs).replace(' ', 'T')
}

describe('a start that is set beforehand', () => {
  const inAnHourMs = Math.ceil((Date.now() + HOUR_MS) / MINUTE_MS) * MINUTE_MS
  const form = { item: m.id, switches: 'shown', [`invite.${kim.id}`]: 'on' }

  test.for(['UTC', 'Asia/Kathmandu'])('is read by the clock of %s, and told to all', async (timeZone) => {
    const fields = { ...form, startsAt: shown(inAnHourMs, timeZone), timeZone }
    const opened = await ada.browser.post('/new/watch', fields)
    expect(opened.status).toBe(303)
    const room = (await engine.rooms.findByCode(opened.location!.split('/').at(-1)!))!
    expect(room.appointment).toEqual({ startsAtMs: inAnHourMs, hasBegun: false })
    const moment = `dateTime="${new Date(inAnHourMs).toISOString()}"`
    expect((await kim.browser.get('/inbox')).text).toContain(moment)
    expect((await lee.browser.get(`/join/${room.code}`)).text).toContain(moment)
    const page = await ada.browser.get(`/rooms/${room.code}`)
    for (const said of ['The film starts in', moment]) expect(page.text).toContain(said)

    // Whoever presses play has begun it.
    await ada.browser.json(`/rooms/${room.code}/playback`, { playing: true })
    expect((await ada.browser.get(`/rooms/${room.code}`)).text).not.toContain('The film starts in')
    await ada.browser.json(`/rooms/${room.code}/end`)
  })

  test.for([
    ['yesterday', 'A date and a time, please'],
    [shown(inAnHourMs - 2 * HOUR_MS), 'That is over already'],
    [shown(inAnHourMs + 8 * 24 * HOUR_MS), 'Within the next seven days, please'],
  ])('that cannot be (%s) is answered beside its field, with what was typed', async ([startsAt, words]) => {
    const answer = await ada.browser.post('/new/watch', { ...form, startsAt: startsAt!, name: 'Night' })
    expect(answer.status).toBe(400)
    for (const kept of [words!, 'value="Night"', `value="${m.id}"`]) expect(answer.text).toContain(kept)
    expect(answer.text).toContain('data-step="who"')
    const program = await ada.browser.json('/new/watch', { item: m.id, startsAt })
    expect(program.json()).toMatchObject({ error: { code: 'bad_request', message: `startsAt: ${words}` } })
  })
})

test('who may take over is asked once the host has been gone for five minutes, and nobody else is', async () => {
  const party = await openParty(ada, m.id, [[kim, 'controller'], lee])
  for (const { browser } of [kim, lee]) await browser.post(`/inbox/${party.roomId}/acceptance`)
  const url = `/rooms/${party.code}`
  const asked = async (who: typeof kim) => (await who.browser.get(url)).text.includes('Take over?')
  expect(await asked(kim)).toBe(false)

  engine.presence.enter(party.roomId, hostOf(await partyOf(app, party))!.id)()
  const atMs = engine.clock.nowMs()
  const clock = vi.spyOn(engine.clock, 'nowMs')
  clock.mockReturnValue(atMs + HOST_AWAY_AFTER_MS - MINUTE_MS)
  expect(await asked(kim)).toBe(false)
  expect((await kim.browser.post(`${url}/host/succession`)).status).toBe(403)
  clock.mockReturnValue(atMs + HOST_AWAY_AFTER_MS + MINUTE_MS)
  expect(await asked(kim)).toBe(true)
  expect(await asked(lee)).toBe(false)
  expect((await lee.browser.post(`${url}/host/succession`)).status).toBe(403)

  expect((await kim.browser.post(`${url}/host/succession`)).location).toBe(url)
  clock.mockRestore()
  expect(hostOf(await partyOf(app, party))?.name).toBe('Kim')
  expect(await asked(kim)).toBe(false)
  const { members } = await partyOf(app, party)
  expect(Object.values(members).find(({ name }) => name === 'Ada')?.role).toBe('cohost')
})

const tried = (code: string, password: string) => kim.browser.json(`/join/${code}`, { password })

test('ten wrong passwords close one room to a household, and no other', async () => {
  const [one, other] = [
    await openParty(ada, m.id, [], { password: 'popcorn' }),
    await openParty(ada, m.id, [], { password: 'popcorn' }),
  ]
  for (let tries = 0; tries < 10; tries++) expect((await tried(one.code, `no ${tries}`)).status).toBe(403)
  const refused = await tried(one.code, 'popcorn')
  expect([refused.status, Number(refused.headers.get('Retry-After')) > 0]).toEqual([429, true])
  expect((await tried(other.code, 'no')).status).toBe(403)
  expect((await tried(other.code, 'popcorn')).status).toBe(201)
})

import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { pairings } from '~/db/schema/rooms'
import { peopleOf } from '~/domain/room/room'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import * as evening from '../support/evening'

const app = await startApp({ trustProxy: true })

type State = { code: string; stage: null } | { stage: string }

let addresses = 0
/** Each test comes from an address of its own: wrong codes of one must not count against the next. */
let here: Record<string, string>
beforeEach(() => {
  here = { 'X-Forwarded-For': `192.0.2.${++addresses}` }
})

async function openJam(fields?: Record<string, string>): Promise<{ alex: Browser; code: string }> {
  const alex = app.browser()
  const { code } = await evening.openJam(alex, fields)
  return { alex, code }
}

const roomOf = (code: string) => evening.roomOf(app, code)

/** A television that has been switched on and opened `/pair`. */
async function screenWaiting(): Promise<{ tv: Browser; shown: string }> {
  const tv = app.browser()
  await tv.visit('/pair')
  return { tv, shown: await codeOn(tv) }
}

async function codeOn(tv: Browser): Promise<string> {
  const state = (await tv.get('/pair/state', here)).json<State>()
  if (state.stage !== null) throw new Error('This screen has been told where to go')
  return state.code
}

function confirm(host: Browser, room: string, code: string) {
  return host.post(`/rooms/${room}/screens`, { code }, here)
}

async function rolesIn(code: string): Promise<string[]> {
  const { members } = await roomOf(code)
  return Object.values(members)
    .filter((member) => member.state === 'in')
    .map((member) => member.role)
}

describe('a television', () => {
  test('shows a code, and is on the stage once the host has typed it', async () => {
    const { alex, code } = await openJam()
    const { tv, shown } = await screenWaiting()
    expect(shown).toMatch(/^[A-HJKMNP-Z2-9]{5}$/)
    expect((await tv.get('/pair')).text).toContain([...shown].join(' '))

    const confirmed = await confirm(alex, code, ` ${shown.slice(0, 2).toLowerCase()}-${shown.slice(2)} `)
    expect([confirmed.status, confirmed.location]).toEqual([303, `/rooms/${code}/screens`])

    expect((await tv.get('/pair')).location).toBe(`/rooms/${code}/stage`)
    const stage = await tv.get(`/rooms/${code}/stage`)
    expect(stage.status).toBe(200)
    expect(stage.text).toContain('Friday at Alex’s')
    expect(await rolesIn(code)).toEqual(['host', 'stage'])
    expect(peopleOf(await roomOf(code)).map(({ name }) => name)).toEqual(['Alex'])
  })

  test('needs nobody to let it in where joins are approved, and takes nobody’s place in a full room', async () => {
    const { alex, code } = await openJam({ switches: 'shown', approveJoins: 'on', maxMembers: '1' })
    expect((await roomOf(code)).policy).toMatchObject({ approveJoins: true, maxMembers: 1 })
    const { tv, shown } = await screenWaiting()
    await confirm(alex, code, shown)
    expect((await tv.get('/pair/state')).json()).toEqual({ stage: `/rooms/${code}/stage` })
    expect(await rolesIn(code)).toEqual(['host', 'stage'])
  })

  test('keeps its code while it waits, and gets a new one before that has run out', async () => {
    const { tv, shown } = await screenWaiting()
    expect(await codeOn(tv)).toBe(shown)
    const nearTheEndMs = app.tutti.engine.clock.nowMs() + 30_000
    await app.db.update(pairings).set({ expiresAtMs: nearTheEndMs }).where(eq(pairings.code, shown))
    expect(await codeOn(tv)).not.toBe(shown)

    const { alex, code } = await openJam()
    expect((await confirm(alex, code, shown)).status, 'who is typing the old one is in time').toBe(303)
    expect((await tv.get('/pair/state')).json()).toEqual({ stage: `/rooms/${code}/stage` })
  })

  test('that keeps no cookies is told so, and costs no code', async () => {
    const before = await app.db.$count(pairings)
    expect((await app.browser().get('/pair')).location).toBe('/pair?cookie=asked')
    expect((await app.browser().get('/pair?cookie=asked')).text).toContain('keeps no cookies')
    expect((await app.browser().get('/pair/state')).status).toBe(401)
    expect(await app.db.$count(pairings)).toBe(before)
  })

  test('that a host has disconnected waits again, and may be connected again', async () => {
    const { alex, code } = await openJam()
    const { tv, shown } = await screenWaiting()
    await confirm(alex, code, shown)
    await tv.get('/pair')
    const screen = Object.values((await roomOf(code)).members).find(({ role }) => role === 'stage')!
    expect((await alex.get(`/rooms/${code}/screens`)).text).toContain(`Disconnect ${screen.name}`)

    const removed = await alex.post(`/rooms/${code}/screens/${screen.id}/removal`)
    expect(removed.location).toBe(`/rooms/${code}/screens`)
    expect((await tv.get(`/rooms/${code}/stage`)).location).toBe('/pair')

    await confirm(alex, code, await codeOn(tv))
    expect((await tv.get('/pair')).location).toBe(`/rooms/${code}/stage`)
    expect(await rolesIn(code)).toEqual(['host', 'stage'])
  })
})

describe('a code', () => {
  test('is used once', async () => {
    const { alex, code } = await openJam()
    const { tv, shown } = await screenWaiting()
    expect((await confirm(alex, code, shown)).status).toBe(303)
    expect((await confirm(alex, code, shown)).status, 'before the screen has come in').toBe(404)
    await tv.get('/pair')
    expect((await confirm(alex, code, shown)).status, 'and after').toBe(404)
    expect(await codeOn(tv)).not.toBe(shown)
  })

  test('that has run out opens nothing, even when it was confirmed before', async () => {
    const { alex, code } = await openJam()
    const [late, slow] = [await screenWaiting(), await screenWaiting()]
    await confirm(alex, code, slow.shown)
    const pastMs = app.tutti.engine.clock.nowMs() - 1
    for (const { shown } of [late, slow]) {
      await app.db.update(pairings).set({ expiresAtMs: pastMs }).where(eq(pairings.code, shown))
    }
    expect((await confirm(alex, code, late.shown)).status).toBe(404)
    expect(await codeOn(slow.tv)).not.toBe(slow.shown)
    expect(await rolesIn(code)).toEqual(['host'])
  })

  test('that two hosts type at once leads into one room', async () => {
    const [first, second] = [await openJam(), await openJam()]
    const { tv, shown } = await screenWaiting()
    const answers = await Promise.all([first, second].map(({ alex, code }) => confirm(alex, code, shown)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
    await tv.get('/pair')
    const roles = [...(await rolesIn(first.code)), ...(await rolesIn(second.code))]
    expect(roles.filter((role) => role === 'stage')).toHaveLength(1)
  })

  test('that no screen shows is refused, and stays in the field', async () => {
    const { alex, code } = await openJam()
    const wrong = await confirm(alex, code, 'zz"z <9')
    expect(wrong.status).toBe(404)
    expect(wrong.text).toContain('No screen shows this code')
    expect(wrong.text).toContain('value="zz&quot;z &lt;9"')

    const program = await alex.json(`/rooms/${code}/screens`, { code: 'ZZZZZ' })
    expect([program.status, program.json<{ error: { code: string } }>().error.code]).toEqual([
      404,
      'pairing_not_found',
    ])
    expect((await alex.json(`/rooms/${code}/screens`, {})).status).toBe(400)
  })

  test('cannot be found by trying, not even by a host', async () => {
    const { alex, code } = await openJam()
    const { shown } = await screenWaiting()
    for (let tries = 0; tries < 10; tries++) expect((await confirm(alex, code, 'ZZZZ2')).status).toBe(404)
    const limited = await confirm(alex, code, shown)
    expect(limited.status).toBe(429)
    expect(Number(limited.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await alex.get(`/rooms/${code}`, here)).status, 'the room goes on').toBe(200)
  })
})

describe('whose word counts', () => {
  test('a co-host’s does, a guest’s does not', async () => {
    const { alex, code } = await openJam()
    const jordan = await evening.comeIn(app.browser(), code, 'Jordan')
    const { tv, shown } = await screenWaiting()
    expect((await jordan.get(`/rooms/${code}/screens`)).status).toBe(403)
    expect((await confirm(jordan, code, shown)).status).toBe(403)
    const program = await jordan.json(`/rooms/${code}/screens`, { code: shown })
    expect([program.status, program.json<{ error: { code: string } }>().error.code]).toEqual([
      403,
      'not_authorized',
    ])
    expect(await codeOn(tv)).toBe(shown)

    const { id } = Object.values((await roomOf(code)).members).find(({ name }) => name === 'Jordan')!
    await alex.post(`/rooms/${code}/members/${id}/role`, { role: 'cohost' })
    expect((await confirm(jordan, code, shown)).status).toBe(303)
  })

  test('a screen’s does not, nor another room’s host’s', async () => {
    const { alex, code } = await openJam()
    const stranger = await openJam()
    const [inRoom, waiting] = [await screenWaiting(), await screenWaiting()]
    await confirm(alex, code, inRoom.shown)
    await inRoom.tv.get('/pair')
    expect((await confirm(inRoom.tv, code, waiting.shown)).status).toBe(403)
    expect((await stranger.alex.json(`/rooms/${code}/screens`, { code: waiting.shown })).status).toBe(403)
    expect((await confirm(stranger.alex, code, waiting.shown)).location).toBe(`/join/${code}`)
    expect(await codeOn(waiting.tv)).toBe(waiting.shown)
  })

  test('nobody comes in as a screen without one', async () => {
    const { code } = await openJam({ switches: 'shown', guestsMayJoin: 'on', approveJoins: 'on' })
    const jordan = app.browser()
    await jordan.get(`/join/${code}`)
    await jordan.post(`/join/${code}`, { name: 'Jordan', role: 'stage' })
    const mina = app.browser()
    await mina.json(`/join/${code}`, { name: 'Mina', role: 'stage' })
    const { members } = await roomOf(code)
    const others = Object.values(members).filter(({ role }) => role !== 'host')
    expect(others.map(({ role, state }) => `${role} ${state}`)).toEqual(['guest waiting', 'guest waiting'])
  })

  test('a removed guest’s browser does not come back as a screen', async () => {
    const { alex, code } = await openJam()
    const jordan = await evening.comeIn(app.browser(), code, 'Jordan')
    const { id } = Object.values((await roomOf(code)).members).find(({ name }) => name === 'Jordan')!
    await alex.post(`/rooms/${code}/members/${id}/removal`)
    await jordan.visit('/pair')
    await confirm(alex, code, await codeOn(jordan))
    expect((await jordan.get('/pair')).status, 'it shows a code again').toBe(200)
    expect(await rolesIn(code)).toEqual(['host'])
  })
})

describe('a scanned code', () => {
  test('leads the host to their room with the code filled in', async () => {
    const { alex, code } = await openJam()
    const { shown } = await screenWaiting()
    expect((await alex.get(`/screens?code=${shown}`)).location).toBe(`/rooms/${code}/screens?code=${shown}`)
    expect((await alex.get(`/rooms/${code}/screens?code=${shown}`)).text).toContain(`value="${shown}"`)
    expect((await app.browser().get(`/screens?code=${shown}`)).text).toContain('hosts none')
    const picture = await app.browser().get(`/pair/${shown}/qr.svg`)
    expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/svg+xml'])
    expect((await app.browser().get('/pair/00000/qr.svg')).status).toBe(404)
  })
})

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { DeviceReport } from '~/domain/playback/device'
import { GATE_OPENS_AFTER_MS } from '~/domain/playback/gate'
import { hostOf } from '~/domain/room/room'
import { startApp } from '../support/app'
import type { Browser } from '../support/browser'
import { addSong, comeIn, openJam, roomOf } from '../support/evening'

/** Addresses as a proxy tells them, so that devices can stand in different places. */
const app = await startApp({ trustProxy: true })
const HOME = '192.168.1.20'

const inSync = { state: 'in-sync', errorMs: 3, delayMs: 20 } as const

/** One heartbeat of a device that says this of its sound. */
async function beat(person: Browser, code: string, report: Partial<DeviceReport> | null, from = HOME) {
  const whole = report && { ...inSync, readyItemId: null, nextReadyItemId: null, seq: 0, ...report }
  return person.send(`/rooms/${code}/heartbeat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from },
    body: JSON.stringify({ t0: 1, device: 'phone', ...(whole && { report: whole }) }),
  })
}

/** Alex hosts; Kim and Mina are in. */
async function aJam(settings: Record<string, string> = {}) {
  const alex = app.browser()
  const { code } = await openJam(alex, settings)
  const [kim, mina] = [await comeIn(app.browser(), code, 'Kim'), await comeIn(app.browser(), code, 'Mina')]
  const room = await roomOf(app, code)
  const idOf = (name: string) => Object.values(room.members).find((member) => member.name === name)!.id
  return { alex, kim, mina, code, ids: { alex: hostOf(room)!.id, kim: idOf('Kim'), mina: idOf('Mina') } }
}

/** A jam that waits for everyone; boxes that a form shows and nobody ticks are off. */
const aGatedJam = () => aJam({ switches: 'shown', guestsMayJoin: 'on', guestsMayAdd: 'on', readyGate: 'on' })

const now = (code: string) => roomOf(app, code)
const patience = { timeout: 10_000, interval: 20 }

test('a heartbeat may say nothing but that somebody is there', async () => {
  const { alex, code } = await aJam()
  for (const body of ['', '{}', '{"t0":12.5}']) {
    const answer = await alex.send(`/rooms/${code}/heartbeat`, { method: 'POST', body })
    expect([answer.status, answer.json().together]).toEqual([200, false])
    const { t1, t2 } = answer.json<{ t1: number; t2: number }>()
    expect(t2).toBeGreaterThanOrEqual(t1)
  }
  expect(app.tutti.engine.devices.told((await now(code)).id).counts).toEqual({})
})

const sound: Record<string, unknown> = { ...inSync, readyItemId: null, nextReadyItemId: null, seq: 4 }

test.for<[string, unknown]>([
  ['no JSON', '{'],
  ['no object', '[]'],
  ['a time that is none', { t0: 'now' }],
  ['what nobody asked for', { t0: 1, extra: true }],
  ['a name for the device that is a text', { device: 'my phone' }],
  ['a name that is too long', { device: 'x'.repeat(37) }],
  ['a report that is none', { report: 'in-sync' }],
  ['half a report', { report: { state: 'idle' } }],
  ['more than a report', { report: { ...sound, extra: 1 } }],
  ['a state there is not', { report: { ...sound, state: 'dancing' } }],
  ['an error beyond a day', { report: { ...sound, errorMs: 1e12 } }],
  ['an error that is a text', { report: { ...sound, errorMs: '3' } }],
  ['a delay before it was sent', { report: { ...sound, delayMs: -1 } }],
  ['an output that sounds before it is told', { report: { ...sound, startCostMs: -1 } }],
  ['a delay that is endless', { report: { ...sound, delayMs: 1e300 } }],
  ['an item that is no id', { report: { ...sound, readyItemId: 'ode' } }],
  ['a position that is half', { report: { ...sound, seq: 1.5 } }],
  ['a whole book', { device: 'x'.repeat(3_000) }],
])('a heartbeat with %s is refused, and believed nothing of', async ([, body]) => {
  const { alex, code } = await aJam()
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await alex.send(`/rooms/${code}/heartbeat`, { method: 'POST', body: text })
  expect([answer.status, answer.json()]).toMatchObject([400, { ok: false, error: { code: 'bad_request' } }])
  expect(app.tutti.engine.devices.told((await now(code)).id).counts).toEqual({})
  // The same without what is wrong is taken.
  expect((await beat(alex, code, {})).status).toBe(200)
})

test('who is not in may say nothing', async () => {
  const { code } = await aJam()
  expect((await beat(app.browser(), code, {})).status).toBe(403)
})

const together = async (...said: Parameters<typeof beat>) => (await beat(...said)).json().together

test('[T8] devices in one place are together, others are not', async () => {
  const { alex, kim, mina, code } = await aJam()
  expect(await together(alex, code, {})).toBe(false)
  expect(await together(mina, code, {}, '203.0.113.9')).toBe(false)
  expect(await together(kim, code, { state: 'off' })).toBe(false)
  expect(await together(kim, code, {}, '10.0.0.7')).toBe(true)
  expect(await together(alex, code, null)).toBe(true)
  expect(await together(mina, code, null, '203.0.113.9')).toBe(false)
  expect(await together(mina, code, {}, '2001:db8:1:2::7')).toBe(false)
  expect(await together(kim, code, {}, '2001:db8:1:2::8')).toBe(true)
})

test('[T3] [S9] a start lies as far ahead as the room’s devices need; one that is too slow holds nobody', async () => {
  const { alex, kim, mina, code } = await aJam()
  await beat(alex, code, { delayMs: 15 })
  await beat(kim, code, { delayMs: 80, startCostMs: 75 })
  await beat(mina, code, { delayMs: 4_000 })
  await addSong(alex, code, 'Ode to Joy')
  const startedMs = async () => {
    const { playhead, updatedAtMs } = await now(code)
    return playhead.updatedAtMs - updatedAtMs
  }
  expect(await startedMs()).toBe(170)
  await alex.json(`/rooms/${code}/playback`, { playing: false })
  expect(await startedMs()).toBe(0)
  await alex.json(`/rooms/${code}/playback`, { playing: true })
  expect(await startedMs()).toBe(170)
  await alex.json(`/rooms/${code}/playback`, { positionMs: 30_000 })
  expect([await startedMs(), (await now(code)).playhead.positionMs]).toEqual([170, 30_000])
})

test('[S8] hosts are told how everyone’s sound stands, on any stream of theirs; guests never', async () => {
  const { alex, kim, mina, code, ids } = await aJam()
  const [host, guest] = [alex.listen(`/rooms/${code}/events`), kim.listen(`/rooms/${code}/events`)]
  await Promise.all([
    host.until((reader) => reader.all('snapshot')[0]),
    guest.until((reader) => reader.all('snapshot')[0]),
  ])
  await beat(kim, code, { errorMs: -12.34 })
  await beat(mina, code, { state: 'blocked', errorMs: null })
  const told = await host.until((reader) => {
    const last = reader.all('devices').at(-1)
    return last?.byMember[ids.mina] && last
  })
  expect(told).toEqual({
    byMember: {
      [ids.kim]: { state: 'in-sync', errorMs: -12.3, delayMs: 20 },
      [ids.mina]: { state: 'blocked', errorMs: null, delayMs: 20 },
    },
    counts: { 'in-sync': 1, blocked: 1 },
  })

  await alex.json(`/rooms/${code}/members/${ids.mina}/role`, { role: 'cohost' })
  const cohost = mina.listen(`/rooms/${code}/events`)
  expect(await cohost.until((reader) => reader.all('devices')[0])).toEqual(told)
  // Something that everybody hears, so that what should not come had its time.
  await alex.json(`/rooms/${code}/messages`, { text: 'Can you hear me?' })
  await guest.until((reader) => reader.events().find(({ type }) => type === 'chat.said'))
  expect(guest.all('devices')).toEqual([])
  for (const reader of [host, guest, cohost]) reader.cut()
})

test('[S8] a guest who was a host hears no more of it', async () => {
  const { alex, kim, mina, code, ids } = await aJam()
  await alex.json(`/rooms/${code}/members/${ids.kim}/role`, { role: 'cohost' })
  const reader = kim.listen(`/rooms/${code}/events`)
  const host = alex.listen(`/rooms/${code}/events`)
  await reader.until(() => reader.all('devices')[0])
  await alex.json(`/rooms/${code}/members/${ids.kim}/role`, { role: 'guest' })
  await reader.until(() => reader.all('snapshot')[1])
  const before = reader.all('devices').length
  await beat(mina, code, { state: 'stalled' })
  await host.until(() => host.all('devices').find(({ counts }) => counts.stalled))
  expect(reader.all('devices')).toHaveLength(before)
  for (const one of [reader, host]) one.cut()
})

/** Everybody has heard of the gate and has the song. */
async function allReady(code: string, ...people: Browser[]) {
  const { seq, current } = await now(code)
  for (const person of people) await beat(person, code, { seq, readyItemId: current!.id })
}

test('[T10] a gated room starts when the last device is ready, and says meanwhile for whom it waits', async () => {
  const { alex, kim, code, ids } = await aGatedJam()
  const guest = kim.listen(`/rooms/${code}/events`)
  for (const person of [alex, kim]) await beat(person, code, { state: 'idle' })
  await addSong(alex, code, 'Ode to Joy')
  const closed = await now(code)
  expect(closed.playhead).toMatchObject({ playing: false, positionMs: 0 })
  expect(closed.gate?.untilMs).toBe(closed.gate!.closedAtMs + GATE_OPENS_AFTER_MS)
  await allReady(code, alex)
  expect(await guest.until(() => guest.all('waiting').at(-1))).toEqual({ memberIds: [ids.kim], count: 1 })
  expect((await now(code)).gate).not.toBeNull()
  await allReady(code, kim)
  await expect.poll(async () => (await now(code)).gate, patience).toBeNull()
  const { playhead } = await now(code)
  expect(playhead).toMatchObject({ playing: true, positionMs: 0 })
  expect(playhead.updatedAtMs).toBeLessThan(closed.gate!.untilMs)
  expect((await guest.until(() => guest.events().find(({ type }) => type === 'gate.opened'))).by).toBeNull()
  guest.cut()
})

test('[T10] it starts after ten seconds though one is not ready', async () => {
  const { alex, kim, code } = await aGatedJam()
  for (const person of [alex, kim]) await beat(person, code, { state: 'idle' })
  await addSong(alex, code, 'Ode to Joy')
  const { untilMs } = (await now(code)).gate!
  await allReady(code, alex)
  await expect.poll(async () => (await now(code)).gate, { timeout: 15_000, interval: 100 }).toBeNull()
  const { playhead } = await now(code)
  expect(playhead.playing).toBe(true)
  expect(playhead.updatedAtMs).toBeGreaterThanOrEqual(untilMs)
  expect(playhead.updatedAtMs).toBeLessThan(untilMs + 2_000)
}, 30_000)

test('[T10] a host may start anyway, by a form or a program; a guest may not', async () => {
  const { alex, kim, code } = await aGatedJam()
  for (const person of [alex, kim]) await beat(person, code, { state: 'idle' })
  await addSong(alex, code, 'Ode to Joy')
  expect((await kim.json(`/rooms/${code}/gate/opening`)).status).toBe(403)
  expect((await now(code)).gate).not.toBeNull()
  const opened = await alex.post(`/rooms/${code}/gate/opening`)
  expect([opened.status, opened.location]).toEqual([303, `/rooms/${code}`])
  expect(await now(code)).toMatchObject({ gate: null, playhead: { playing: true } })

  await alex.json(`/rooms/${code}/playback`, { positionMs: 20_000 })
  expect((await now(code)).gate).toMatchObject({ positionMs: 20_000 })
  expect((await alex.json(`/rooms/${code}/gate/opening`)).json()).toMatchObject({ ok: true })
  expect(await now(code)).toMatchObject({ gate: null, playhead: { playing: true, positionMs: 20_000 } })
})

test('[T10] who leaves is not waited for any more', async () => {
  const { alex, kim, code } = await aGatedJam()
  const guest = kim.listen(`/rooms/${code}/events`)
  await guest.until(() => guest.all('snapshot')[0])
  for (const person of [alex, kim]) await beat(person, code, { state: 'idle' })
  await addSong(alex, code, 'Ode to Joy')
  const { untilMs } = (await now(code)).gate!
  await allReady(code, alex)
  // Leaving ends the stream, and with it the presence that the heartbeats renewed.
  await kim.json(`/rooms/${code}/departure`)
  await expect.poll(async () => (await now(code)).gate, patience).toBeNull()
  expect((await now(code)).playhead.updatedAtMs).toBeLessThan(untilMs)
})

/** The gate of a room in which a device has run dry after a while. */
async function gateAfterStall(settings: Record<string, string> = {}) {
  const { alex, kim, code } = await aJam(settings)
  await beat(kim, code, {})
  await addSong(alex, code, 'Ode to Joy')
  const { id } = await now(code)
  await beat(kim, code, { state: 'stalled' })
  // The rule looks at rooms that have played for a while; this one says it has.
  const held = app.tutti.engine.rooms.held(id)!
  held.playhead = { ...held.playhead, updatedAtMs: held.playhead.updatedAtMs - 20_000 }
  await app.tutti.engine.tick(id)
  return (await now(code)).gate
}

test('[T10] a device that runs dry holds the room only where the policy says so', async () => {
  expect(await gateAfterStall()).toBeNull()
  const gate = await gateAfterStall({
    switches: 'shown',
    guestsMayJoin: 'on',
    guestsMayAdd: 'on',
    stallHoldsRoom: 'on',
  })
  expect(gate).not.toBeNull()
})

test('a command that is sent twice opens the gate once', async () => {
  const { alex, code } = await aGatedJam()
  await beat(alex, code, { state: 'idle' })
  await addSong(alex, code, 'Ode to Joy')
  const commandId = randomUUID()
  const send = async () =>
    (await alex.json(`/rooms/${code}/gate/opening`, { commandId })).json<{ seq: number }>()
  const first = await send()
  expect(await send()).toEqual(first)
})

import { expect, test } from 'vitest'
import type { SoundingDevice } from '~/domain/playback/device'
import { GATE_OPENS_AFTER_MS, waitedFor } from '~/domain/playback/gate'
import { HOST_AWAY_AFTER_MS, wakeAtMs } from '~/domain/room/lifecycle'
import type { Room } from '~/domain/room/room'
import {
  after,
  ask,
  facts,
  jam,
  MINUTE_MS,
  NOW_MS,
  playing,
  SECOND_MS,
  song,
  typesOf,
} from '../../support/rules'

const STARTED_MS = NOW_MS + 5 * SECOND_MS
const LEAD_MS = 100

/** Some moments later, with these devices. */
const at = (ms: number, ...devices: SoundingDevice[]) => ({
  nowMs: STARTED_MS + ms,
  leadMs: LEAD_MS,
  devices,
})

function device(memberId: string, change: Partial<SoundingDevice> = {}): SoundingDevice {
  return { memberId, seq: 1, readyItemId: null, nextReadyItemId: null, stalledSinceMs: null, ...change }
}

/** A device that has what the room plays, and knows all that has happened. */
const ready = (room: Room, memberId: string) =>
  device(memberId, { seq: room.seq, readyItemId: room.playhead.itemId })

const gated = () => jam({ readyGate: true }, 'jordan', 'kim')
const [alex, jordan, kim] = [device('alex'), device('jordan'), device('kim')]

/** Alex adds the first song while three devices sound. */
const closed = () => after(gated(), 'alex', { type: 'add', track: song('A') }, at(0, alex, jordan, kim))

test('where the room waits for everyone a start only closes the gate, at its place and for ten seconds', () => {
  const room = closed()
  expect(room.playhead).toMatchObject({ playing: false, positionMs: 0, itemId: room.current!.id })
  expect(room.gate).toEqual({
    itemId: room.current!.id,
    positionMs: 0,
    closedAtMs: STARTED_MS,
    untilMs: STARTED_MS + GATE_OPENS_AFTER_MS,
    seq: room.seq,
  })
  expect(wakeAtMs(room, facts(at(0)))).toBe(room.gate!.untilMs)
})

test('without that policy, or with nobody who sounds, nothing waits', () => {
  const free = after(jam(), 'alex', { type: 'add', track: song('A') }, at(0, alex))
  const silent = after(gated(), 'alex', { type: 'add', track: song('A') }, at(0))
  for (const room of [free, silent]) expect([room.gate, room.playhead.playing]).toEqual([null, true])
})

test('where nobody can say who sounds, the gate closes, and time alone opens it', () => {
  const unknown = { ...at(0), devices: null }
  const room = after(gated(), 'alex', { type: 'add', track: song('A') }, unknown)
  expect(room.gate).not.toBeNull()
  const tick = { type: 'tick' } as const
  expect(ask(room, 'clock', tick, { ...unknown, nowMs: STARTED_MS + 9_999 })).toEqual([])
  expect(after(room, 'clock', tick, { ...unknown, nowMs: STARTED_MS + 10_000 }).playhead.playing).toBe(true)
})

test('it opens, with a lead, when the last one is ready', () => {
  const room = closed()
  const late = at(2_000, ready(room, 'alex'), ready(room, 'jordan'), kim)
  expect(ask(room, 'clock', { type: 'tick' }, late)).toEqual([])
  expect(waitedFor(room, late.devices)).toEqual(['kim'])
  const all = at(2_000, ready(room, 'alex'), ready(room, 'jordan'), ready(room, 'kim'))
  const open = after(room, 'clock', { type: 'tick' }, all)
  expect(open.gate).toBeNull()
  expect(open.playhead).toMatchObject({
    playing: true,
    positionMs: 0,
    updatedAtMs: STARTED_MS + 2_000 + LEAD_MS,
  })
})

test('it opens after ten seconds whoever is missing', () => {
  const room = closed()
  expect(ask(room, 'clock', { type: 'tick' }, at(GATE_OPENS_AFTER_MS - 1, alex))).toEqual([])
  const open = after(room, 'clock', { type: 'tick' }, at(GATE_OPENS_AFTER_MS, alex))
  expect([open.gate, open.playhead.playing]).toEqual([null, true])
})

test('who is gone, or cannot play it, is not waited for', () => {
  const room = closed()
  const others = at(1_000, ready(room, 'alex'), kim)
  expect(waitedFor(room, others.devices)).toEqual(['kim'])
  const failed = after(
    room,
    'kim',
    { type: 'report', itemId: room.current!.id, problem: 'unplayable' },
    others,
  )
  expect(typesOf(ask(failed, 'clock', { type: 'tick' }, others))).toEqual(['gate.opened'])
})

test('what a device said before it knew of the gate is about another place', () => {
  const playingOn = playing(jam({}, 'jordan'), ['A'])
  const room = { ...playingOn, policy: { ...playingOn.policy, readyGate: true } }
  const before = ready(room, 'jordan')
  const sought = after(room, 'alex', { type: 'seek', positionMs: 60_000 }, at(1_000, before))
  expect(sought.gate).toMatchObject({ positionMs: 60_000 })
  expect(ask(sought, 'clock', { type: 'tick' }, at(1_100, before))).toEqual([])
  const open = after(sought, 'clock', { type: 'tick' }, at(1_200, ready(sought, 'jordan')))
  expect(open.playhead).toMatchObject({ playing: true, positionMs: 60_000 })
})

test('hosts may start anyway, guests may not, and an open gate is none', () => {
  const room = closed()
  expect(ask(room, 'jordan', { type: 'openGate' }, at(500, jordan))).toBe('not_authorized')
  const open = after(room, 'alex', { type: 'openGate' }, at(500, jordan))
  expect(open.playhead).toMatchObject({ playing: true, updatedAtMs: STARTED_MS + 500 + LEAD_MS })
  expect(ask(open, 'alex', { type: 'openGate' }, at(600, jordan))).toEqual([])
})

test('a pause calls the start off, and another play asks for nothing new', () => {
  const room = closed()
  expect(ask(room, 'alex', { type: 'play' }, at(500, jordan))).toEqual([])
  const paused = after(room, 'alex', { type: 'pause' }, at(500, jordan))
  expect([paused.gate, paused.playhead.playing]).toEqual([null, false])
  expect(ask(paused, 'clock', { type: 'tick' }, at(60_000, jordan))).toEqual([])
  expect(after(paused, 'alex', { type: 'play' }, at(61_000, jordan)).gate).not.toBeNull()
})

test('a skip closes the gate for the next song; the last one leaves neither song nor gate', () => {
  let room = after(closed(), 'alex', { type: 'add', track: song('B') }, at(100, alex))
  room = after(room, 'alex', { type: 'skip', itemId: room.current!.id }, at(200, alex))
  expect([room.current?.track.title, room.gate?.itemId]).toEqual(['B', room.current!.id])
  room = after(room, 'alex', { type: 'skip', itemId: room.current!.id }, at(300, alex))
  expect([room.current, room.gate]).toEqual([null, null])
})

test('[S9] a song’s end is without a gap where everyone has the next one ready, and closes the gate where not', () => {
  let room = after(gated(), 'alex', { type: 'add', track: song('A') }, at(0))
  room = after(room, 'alex', { type: 'add', track: song('B') }, at(0))
  const endMs = STARTED_MS + LEAD_MS + 3 * MINUTE_MS
  const nextReadyItemId = room.queue[0]!.id
  const has = (memberId: string) => device(memberId, { nextReadyItemId })
  const given = (...devices: SoundingDevice[]) => ({ nowMs: endMs + 20, leadMs: LEAD_MS, devices })
  const gapless = after(room, 'clock', { type: 'tick' }, given(has('alex'), has('kim')))
  expect([gapless.gate, gapless.playhead.updatedAtMs]).toEqual([null, endMs])
  const waiting = after(room, 'clock', { type: 'tick' }, given(has('alex'), kim))
  expect([waiting.current?.track.title, waiting.playhead.playing]).toEqual(['B', false])
  expect(waiting.gate).not.toBeNull()
})

test('a host who goes away while the room waits finds it waiting again when they are back', () => {
  const room = closed()
  const hostSeenAtMs = STARTED_MS - HOST_AWAY_AFTER_MS
  const away = after(room, 'clock', { type: 'tick' }, { ...at(1_000, alex), hostSeenAtMs })
  expect([away.gate, away.hostAway]).toEqual([null, { resumes: true }])
  const back = after(away, 'clock', { type: 'tick' }, at(2_000, alex))
  expect([back.hostAway, back.gate?.closedAtMs]).toEqual([null, STARTED_MS + 2_000])
})

test('a room that ends waits for nobody', () => {
  expect(after(closed(), 'alex', { type: 'end' }).gate).toBeNull()
})

test('a member who stalls does not stop the others, unless the policy says so', () => {
  const free = playing(jam({}, 'kim'), ['A'])
  expect(ask(free, 'clock', { type: 'tick' }, at(20_500, stalled(20_000)))).toEqual([])

  const holding = playing(jam({ stallHoldsRoom: true }, 'kim'), ['A'])
  const held = after(holding, 'clock', { type: 'tick' }, at(20_500, stalled(20_000)))
  expect(held.gate).toMatchObject({ positionMs: 20_500, untilMs: STARTED_MS + 20_500 + GATE_OPENS_AFTER_MS })
  expect(held.playhead.playing).toBe(false)
  const open = after(held, 'clock', { type: 'tick' }, at(23_000, ready(held, 'kim')))
  expect(open.playhead).toMatchObject({ playing: true, positionMs: 20_500 })
})

const stalled = (sinceMs: number) => device('kim', { stalledSinceMs: STARTED_MS + sinceMs })

test('one stall holds the room once, ten seconds at most, and the next not before it has played as long', () => {
  const holding = playing(jam({ stallHoldsRoom: true }, 'kim'), ['A'])
  const tick = { type: 'tick' } as const
  const held = after(holding, 'clock', tick, at(20_000, stalled(19_000)))
  const open = after(held, 'clock', tick, at(30_000, stalled(19_000)))
  expect(open.playhead.playing).toBe(true)
  expect(ask(open, 'clock', tick, at(50_000, stalled(19_000)))).toEqual([])
  expect(ask(open, 'clock', tick, at(39_000, stalled(38_000)))).toEqual([])
  expect(typesOf(ask(open, 'clock', tick, at(40_500, stalled(38_000))))).toEqual(['gate.closed'])
})

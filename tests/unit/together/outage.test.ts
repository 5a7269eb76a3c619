import { expect, test } from 'vitest'
import type { Facts } from '~/domain/room/decision'
import { POLICY_DEFAULTS } from '~/domain/room/policy'
import type { Room } from '~/domain/room/room'
import {
  after,
  ask,
  HOUR_MS,
  jam,
  MINUTE_MS,
  NOW_MS,
  playing,
  SECOND_MS,
  titlesOf,
} from '../../support/rules'

const STARTED_MS = NOW_MS + 5 * SECOND_MS
const DIED_MS = STARTED_MS + MINUTE_MS
const BACK_MS = DIED_MS + HOUR_MS
const outage = { fromMs: DIED_MS, toMs: BACK_MS }

/** The first look at the room after an hour in which no node lived. */
const looked = (room: Room, given: Partial<Facts> = {}) =>
  after(room, 'clock', { type: 'tick' }, { nowMs: BACK_MS + 500, leadMs: 100, outage, ...given })

test('[T11] playback goes on from where it was when the server was last alive, with a lead', () => {
  const room = looked(playing(jam({}, 'jordan'), ['A', 'B']))
  expect(room.current?.track.title).toBe('A')
  expect(room.playhead).toMatchObject({
    playing: true,
    positionMs: MINUTE_MS,
    updatedAtMs: BACK_MS + 600,
  })
  expect(titlesOf(room)).toEqual(['B'])
})

test('[T11] or it stands paused there, where the policy says so', () => {
  const room = looked(playing(jam({ onRestart: 'pause' }), ['A', 'B']))
  expect(room.playhead).toMatchObject({ playing: false, positionMs: MINUTE_MS })
  expect(after(room, 'alex', { type: 'play' }, { nowMs: BACK_MS + 9_000 }).playhead.positionMs).toBe(
    MINUTE_MS,
  )
})

test('[T11] an outage is dealt with once, by whoever looks first', () => {
  const room = looked(playing(jam(), ['A', 'B']))
  const again = { nowMs: BACK_MS + 30_000, outage }
  expect(ask(room, 'clock', { type: 'tick' }, again)).toEqual([])
  // Not by somebody whose clock is a little behind, either.
  const before = playing(jam(), ['A'])
  expect(
    ask(before, 'clock', { type: 'tick' }, { nowMs: DIED_MS + 1, outage: { ...outage, toMs: DIED_MS + 2 } }),
  ).toEqual([])
})

test('[T11] without an outage a song simply went on', () => {
  const room = playing(jam(), ['A', 'B'])
  const moved = after(room, 'clock', { type: 'tick' }, { nowMs: STARTED_MS + 3 * MINUTE_MS + 10_000 })
  expect(moved.current?.track.title).toBe('B')
})

test('[T11] what was done after the last sign of life counts', () => {
  const late = playing(jam(), ['A', 'B'])
  const sought = after(
    late,
    'alex',
    { type: 'seek', positionMs: 2 * MINUTE_MS },
    { nowMs: DIED_MS + 400, leadMs: 100 },
  )
  expect(looked(sought).playhead).toMatchObject({ playing: true, positionMs: 2 * MINUTE_MS })
})

test('[T11] what stood or was silent still does', () => {
  const paused = after(playing(jam(), ['A']), 'alex', { type: 'pause' }, { nowMs: STARTED_MS + 1_000 })
  const given = { nowMs: BACK_MS, outage }
  expect(
    ask(paused, 'clock', { type: 'tick' }, { ...given, outage: { ...outage, toMs: BACK_MS } }),
  ).not.toContainEqual(expect.objectContaining({ type: 'playback.changed' }))
})

test('[T11] a room that waits for everyone does so after an outage too', () => {
  const device = { memberId: 'alex', seq: 1, readyItemId: null, nextReadyItemId: null, stalledSinceMs: null }
  const room = looked(playing(jam({ readyGate: true }), ['A']), { devices: [device] })
  expect(room.gate).toMatchObject({ positionMs: MINUTE_MS })
  expect(looked(room, { devices: [device] })).toEqual(room)
})

test('[T11] rooms that are older than the choice go on', () => {
  expect(POLICY_DEFAULTS).toMatchObject({ readyGate: false, stallHoldsRoom: false, onRestart: 'resume' })
})

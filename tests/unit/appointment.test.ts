import { describe, expect, test } from 'vitest'
import type { Facts } from '~/domain/room/decision'
import { HOST_AWAY_AFTER_MS, IDLE_AFTER_MS, wakeAtMs } from '~/domain/room/lifecycle'
import { presetOf } from '~/domain/room/kinds'
import { openRoom } from '~/domain/room/open'
import { MAX_LIFETIME_MS } from '~/domain/room/policy'
import { dueStartMs, type Room } from '~/domain/room/room'
import { after, ask, facts, HOUR_MS, MINUTE_MS, NOW_MS, SECOND_MS, song, typesOf } from '../support/rules'

const STARTS_MS = NOW_MS + 30 * HOUR_MS

/** A film tomorrow evening, which Alex has set and which nobody has touched. */
function tomorrow(policy = {}): Room {
  return openRoom({
    id: 'room',
    code: 'ABCD2345',
    kind: 'watch',
    name: 'Metropolis',
    policy: { ...presetOf('watch').policy, ...policy },
    hostId: 'alex',
    hostName: 'Alex',
    epoch: 'epoch',
    nowMs: NOW_MS,
    endsAtMs: NOW_MS + 90 * HOUR_MS,
    items: [{ id: 'film', track: song('Metropolis', 2 * HOUR_MS) }],
    startsAtMs: STARTS_MS,
  })
}

const here = new Set(['alex'])
const due = (room: Room, nowMs: number, given: Partial<Facts> = {}) =>
  typesOf(ask(room, 'clock', { type: 'tick' }, { nowMs, ...given }))
const tick = (room: Room, nowMs: number, given: Partial<Facts> = {}) =>
  after(room, 'clock', { type: 'tick' }, { nowMs, ...given })
/** Nobody has been there since the room was opened. */
const alone = { present: new Set<string>(), anyoneSeenAtMs: NOW_MS, hostSeenAtMs: NOW_MS }

describe('a film with an appointment', () => {
  test('begins by itself then, and not before', () => {
    expect(due(tomorrow(), STARTS_MS - 1, { present: here })).toEqual([])
    const begun = tick(tomorrow(), STARTS_MS, { present: here })
    expect(begun.playhead).toMatchObject({ itemId: 'film', playing: true, positionMs: 0 })
    expect(dueStartMs(begun)).toBeNull()
    expect(due(begun, STARTS_MS + SECOND_MS, { present: here })).toEqual([])
  })

  test('waits at the gate for those who are there, where the room does', () => {
    const devices: Facts['devices'] = [
      { memberId: 'alex', seq: 0, readyItemId: null, stalledSinceMs: null } as never,
    ]
    const closed = tick(tomorrow({ readyGate: true }), STARTS_MS, { present: here, devices })
    expect(closed.gate).toMatchObject({ itemId: 'film', positionMs: 0 })
    expect(dueStartMs(closed)).toBeNull()
  })

  test('begins before nobody only once somebody comes', () => {
    expect(due(tomorrow(), STARTS_MS, alone)).toEqual([])
    const late = { ...alone, present: here }
    expect(due(tomorrow(), STARTS_MS + MINUTE_MS, late)).toEqual(['playback.changed'])
  })

  test('waits for a host who should long be there', () => {
    const hostAway = tick(tomorrow(), STARTS_MS + HOST_AWAY_AFTER_MS, alone)
    expect(hostAway.hostAway).not.toBeNull()
    const jordans = { present: new Set(['jordan']), hostSeenAtMs: NOW_MS }
    expect(due(hostAway, STARTS_MS + 6 * MINUTE_MS, jordans)).toEqual([])
    expect(due(hostAway, STARTS_MS + 7 * MINUTE_MS, { present: here })).toEqual([
      'room.hostCameBack',
      'playback.changed',
    ])
  })

  test('is begun by whoever presses play before; then nothing begins it again', () => {
    const early = after(tomorrow(), 'alex', { type: 'play' }, { nowMs: NOW_MS + HOUR_MS })
    expect(early.appointment).toEqual({ startsAtMs: NOW_MS + HOUR_MS, hasBegun: true })
    const paused = after(early, 'alex', { type: 'pause' }, { nowMs: NOW_MS + HOUR_MS + MINUTE_MS })
    expect(due(paused, NOW_MS + HOUR_MS + 2 * MINUTE_MS, { present: here })).toEqual([])
  })

  test('keeps its room open and its host in office until then, and no longer than for others after it', () => {
    expect(due(tomorrow(), STARTS_MS - MINUTE_MS, alone)).toEqual([])
    expect(due(tomorrow(), STARTS_MS + IDLE_AFTER_MS, alone)).toContain('room.closing')
    expect(tomorrow().endsAtMs).toBe(STARTS_MS + MAX_LIFETIME_MS)
  })

  test('wakes its room in time', () => {
    const given = { nowMs: STARTS_MS - 5 * SECOND_MS, hostSeenAtMs: STARTS_MS - 5 * SECOND_MS }
    expect(wakeAtMs(tomorrow(), given)).toBe(STARTS_MS)
  })

  test('leaves the end where the settings put it, a day after it at most', () => {
    const { name, policy } = tomorrow()
    const changed = (endsAtMs: number) =>
      after(tomorrow(), 'alex', { type: 'changeRoom', name, policy, endsAtMs }, facts()).endsAtMs
    expect(changed(STARTS_MS + 3 * HOUR_MS)).toBe(STARTS_MS + 3 * HOUR_MS)
    expect(changed(STARTS_MS + 90 * HOUR_MS)).toBe(STARTS_MS + MAX_LIFETIME_MS)
  })
})

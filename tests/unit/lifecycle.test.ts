import { expect, test } from 'vitest'
import type { Facts } from '~/domain/room/decision'
import { CLOSING_NOTICE_MS, HOST_AWAY_AFTER_MS, IDLE_AFTER_MS, wakeAtMs } from '~/domain/room/lifecycle'
import { statusOf, type Room } from '~/domain/room/room'
import {
  after,
  ask,
  facts,
  happened,
  HOUR_MS,
  jam,
  MINUTE_MS,
  NOW_MS,
  playing,
  SECOND_MS,
  song,
  titlesOf,
  typesOf,
} from '../support/rules'

const STARTED_MS = NOW_MS + 5 * SECOND_MS

/** The clock looks at the room at this time. Everybody is about unless `given` says since when not. */
const tick = (room: Room, nowMs: number, given: Partial<Facts> = {}) =>
  after(room, 'clock', { type: 'tick' }, { nowMs, ...given })
const due = (room: Room, nowMs: number, given: Partial<Facts> = {}) =>
  typesOf(ask(room, 'clock', { type: 'tick' }, { nowMs, ...given }))

const long = (room: Room) => after(room, 'alex', { type: 'add', track: song('Long', 13 * HOUR_MS) })

test('nothing is due in a room where all is well', () => {
  expect(due(playing(jam({}, 'jordan'), ['A', 'B']), STARTED_MS + MINUTE_MS)).toEqual([])
})

test('only the clock ticks, and the clock does nothing else', () => {
  const room = jam({}, 'jordan')
  expect(ask(room, 'jordan', { type: 'tick' })).toBe('bad_request')
  expect(ask(room, 'clock', { type: 'say', text: 'tick' })).toBe('bad_request')
  expect(
    ask(room, 'jordan', { type: 'join', memberId: 'jordan', name: '', fallbackName: '', role: 'guest' }),
  ).toBe('bad_request')
  expect(ask(room, 'newcomer', { type: 'say', text: 'hello' })).toBe('not_authorized')
})

test('[S9] a song hands over at its very end, though the clock looks a little later', () => {
  const endMs = STARTED_MS + 3 * MINUTE_MS
  const room = playing(jam(), ['A', 'B'])
  expect(due(room, endMs - 1)).toEqual([])
  const moved = tick(room, endMs + 900)
  expect(moved.current?.track.title).toBe('B')
  expect(moved.playhead.updatedAtMs).toBe(endMs)
  expect(moved.played[0]?.outcome).toBe('played')
})

test('[S9] a song that ended long ago hands over now: nobody heard the beginning of the next', () => {
  const lateMs = STARTED_MS + 30 * MINUTE_MS
  const moved = tick(playing(jam(), ['A', 'B', 'C']), lateMs)
  expect(moved.current?.track.title).toBe('B')
  expect(moved.playhead.updatedAtMs).toBe(lateMs)
  expect(titlesOf(moved)).toEqual(['C'])
})

test('songs that end within the same look follow one another; the last one leaves silence', () => {
  let room = after(jam(), 'alex', { type: 'add', track: song('A', 500) })
  room = after(room, 'alex', { type: 'add', track: song('B', 400) })
  const quiet = tick(room, STARTED_MS + 1_000)
  expect(quiet.current).toBeNull()
  expect(quiet.played.map(({ track }) => track.title)).toEqual(['A', 'B'])
  expect(quiet.playhead.playing).toBe(false)
})

test('when no host was seen for five minutes the music waits, and goes on where it was when one is back', () => {
  const room = long(jam({}, 'jordan'))
  const hostSeenAtMs = STARTED_MS + MINUTE_MS
  const awayMs = hostSeenAtMs + HOST_AWAY_AFTER_MS
  expect(due(room, awayMs - 1, { hostSeenAtMs })).toEqual([])
  const waiting = tick(room, awayMs, { hostSeenAtMs })
  expect(statusOf(waiting)).toBe('paused')
  expect(waiting.playhead).toMatchObject({ playing: false, positionMs: 6 * MINUTE_MS })
  expect(due(waiting, awayMs + MINUTE_MS, { hostSeenAtMs })).toEqual([])

  const back = tick(waiting, awayMs + 2 * MINUTE_MS)
  expect(statusOf(back)).toBe('live')
  expect(back.playhead).toMatchObject({ playing: true, positionMs: 6 * MINUTE_MS })
})

test('what the host had paused stays paused when they are back', () => {
  const room = after(long(jam({}, 'jordan')), 'alex', { type: 'pause' })
  const hostSeenAtMs = STARTED_MS
  const waiting = tick(room, STARTED_MS + HOST_AWAY_AFTER_MS, { hostSeenAtMs })
  expect(tick(waiting, STARTED_MS + 6 * MINUTE_MS).playhead.playing).toBe(false)
})

test('a host who is back and presses play before anyone noticed is not paused again', () => {
  const room = after(long(jam({}, 'jordan')), 'alex', { type: 'pause' })
  const nowMs = STARTED_MS + HOST_AWAY_AFTER_MS
  const waiting = tick(room, nowMs, { hostSeenAtMs: STARTED_MS })
  const pressed = after(waiting, 'alex', { type: 'play' }, { nowMs: nowMs + 1 })
  expect(tick(pressed, nowMs + 200)).toMatchObject({ hostAway: null, playhead: { playing: true } })
})

test('a song added to silence while the host is away starts when they are back', () => {
  const nowMs = STARTED_MS + HOST_AWAY_AFTER_MS
  const waiting = tick(jam({}, 'jordan'), nowMs, { hostSeenAtMs: STARTED_MS })
  expect(statusOf(waiting)).toBe('paused')
  const added = after(waiting, 'jordan', { type: 'add', track: song('A') }, { nowMs: nowMs + 1 })
  expect(added.current?.track.title).toBe('A')
  expect(added.playhead.playing).toBe(false)
  expect(tick(added, nowMs + MINUTE_MS).playhead).toMatchObject({ playing: true, positionMs: 0 })
})

test('the set time is announced a minute before, and then the room ends', () => {
  const room = long(jam())
  const endsAtMs = room.endsAtMs
  expect(due(room, endsAtMs - CLOSING_NOTICE_MS - 1)).toEqual([])
  const closing = tick(room, endsAtMs - CLOSING_NOTICE_MS)
  expect(closing.closing).toEqual({ atMs: endsAtMs, reason: 'time' })
  expect(statusOf(closing)).toBe('ending')
  expect(due(closing, endsAtMs - 1)).toEqual([])
  const ended = tick(closing, endsAtMs)
  expect(ended).toMatchObject({ ended: { reason: 'time' }, closing: null, playhead: { playing: false } })
  expect(statusOf(ended)).toBe('ended')
})

test('a room whose set time passed while every machine slept ends at once', () => {
  const room = long(jam())
  expect(due(room, room.endsAtMs + HOUR_MS)).toEqual(['room.ended'])
})

test('a later end calls off the announced one, even in its last moment', () => {
  const room = long(jam())
  const closing = tick(room, room.endsAtMs - CLOSING_NOTICE_MS)
  const { name, policy, endsAtMs } = closing
  const nowMs = endsAtMs - 1
  const later: Room = after(
    closing,
    'alex',
    { type: 'changeRoom', name, policy, endsAtMs: endsAtMs + HOUR_MS },
    { nowMs },
  )
  expect(due(later, nowMs)).toEqual(['room.stayedOpen'])
  expect(due(later, endsAtMs)).toEqual(['room.stayedOpen'])
})

test('a nearer end is announced anew', () => {
  const room = long(jam())
  const closing = tick(room, room.endsAtMs - CLOSING_NOTICE_MS)
  const { name, policy } = closing
  const nowMs = room.endsAtMs - 50 * SECOND_MS
  const nearer = after(
    closing,
    'alex',
    { type: 'changeRoom', name, policy, endsAtMs: nowMs + SECOND_MS },
    { nowMs },
  )
  const announced = tick(nearer, nowMs)
  expect(announced.closing).toEqual({ atMs: nowMs + SECOND_MS, reason: 'time' })
  expect(due(announced, nowMs)).toEqual([])
  expect(wakeAtMs(nearer, facts({ nowMs }))).toBe(nowMs + SECOND_MS)
})

test('a silent room in which nothing happens for half an hour is closed', () => {
  const room = jam({}, 'jordan')
  expect(due(room, NOW_MS + IDLE_AFTER_MS - 1)).toEqual([])
  const closing = tick(room, NOW_MS + IDLE_AFTER_MS)
  expect(closing.closing).toEqual({ atMs: NOW_MS + IDLE_AFTER_MS + CLOSING_NOTICE_MS, reason: 'idle' })
  // The announcement itself is no activity: it does not call itself off.
  expect(due(closing, NOW_MS + IDLE_AFTER_MS + 30 * SECOND_MS)).toEqual([])
  expect(tick(closing, closing.closing!.atMs).ended?.reason).toBe('idle')
})

test('music keeps a room open however quiet its people are', () => {
  expect(due(long(jam()), STARTED_MS + 2 * HOUR_MS)).toEqual([])
})

test('whatever somebody does calls off the end of an idle room, even in its last moment', () => {
  const closing = tick(jam({}, 'jordan'), NOW_MS + IDLE_AFTER_MS)
  const nowMs = closing.closing!.atMs - 1
  const active = after(closing, 'jordan', { type: 'say', text: 'still here' }, { nowMs })
  expect(due(active, nowMs)).toEqual(['room.stayedOpen'])
  expect(due(active, nowMs + 10)).toEqual(['room.stayedOpen'])
  const open = tick(active, nowMs + 10)
  expect(open.closing).toBeNull()
  expect(due(open, nowMs + MINUTE_MS)).toEqual([])
})

test('a room that nobody is connected to for half an hour ends, though its music plays', () => {
  const room = long(jam({}, 'jordan'))
  const nowMs = STARTED_MS + HOUR_MS
  const gone = { anyoneSeenAtMs: nowMs - IDLE_AFTER_MS, hostSeenAtMs: nowMs - 4 * MINUTE_MS }
  expect(tick(room, nowMs, gone).closing?.reason).toBe('idle')
  expect(due(room, nowMs, { ...gone, anyoneSeenAtMs: gone.anyoneSeenAtMs + 1 })).toEqual([])
})

test('a room that no host comes back to for half an hour ends, unless one does during the countdown', () => {
  const nowMs = STARTED_MS + HOUR_MS
  const hostSeenAtMs = nowMs - IDLE_AFTER_MS
  const closing = tick(long(jam({}, 'jordan')), nowMs, { hostSeenAtMs })
  expect(closing.closing).toEqual({ atMs: nowMs + CLOSING_NOTICE_MS, reason: 'no_host' })
  const chatting = after(closing, 'jordan', { type: 'say', text: 'where is Alex?' }, { nowMs: nowMs + 1 })
  expect(due(chatting, nowMs + SECOND_MS, { hostSeenAtMs })).toEqual([])

  expect(due(chatting, nowMs + 2 * SECOND_MS)).toEqual(['room.stayedOpen', 'room.hostCameBack'])
  expect(tick(chatting, closing.closing!.atMs, { hostSeenAtMs }).ended?.reason).toBe('no_host')
})

test('the host ends the room, co-hosts and guests do not', () => {
  const room = after(jam({}, 'jordan', 'kim'), 'alex', { type: 'setRole', memberId: 'kim', role: 'cohost' })
  expect(ask(room, 'jordan', { type: 'end' })).toBe('not_authorized')
  expect(ask(room, 'kim', { type: 'end' })).toBe('not_authorized')
  expect(after(room, 'alex', { type: 'end' }).ended).toEqual({ atMs: STARTED_MS, reason: 'host' })
})

test('nothing can be done in a room that has ended, and nothing is due in it', () => {
  const room = after(playing(jam({}, 'jordan'), ['A', 'B']), 'alex', { type: 'end' })
  expect(ask(room, 'alex', { type: 'end' })).toBe('session_ended')
  expect(ask(room, 'jordan', { type: 'say', text: 'bye' })).toBe('session_ended')
  expect(
    ask(room, 'newcomer', { type: 'join', memberId: 'kim', name: '', fallbackName: '', role: 'guest' }),
  ).toBe('session_ended')
  expect(due(room, NOW_MS + 100 * HOUR_MS)).toEqual([])
  expect(wakeAtMs(room, facts())).toBeNull()
})

test('the rules are asked again at the song’s end, the announced end, the host’s absence, or within a minute', () => {
  const nowMs = STARTED_MS
  const silent = jam()
  expect(wakeAtMs(silent, facts({ nowMs }))).toBe(nowMs + MINUTE_MS)
  expect(wakeAtMs(silent, facts({ nowMs, hostSeenAtMs: nowMs - HOST_AWAY_AFTER_MS + 7 }))).toBe(nowMs + 7)
  expect(wakeAtMs(silent, facts({ nowMs, hostSeenAtMs: nowMs - HOUR_MS }))).toBe(nowMs + MINUTE_MS)
  const short = after(silent, 'alex', { type: 'add', track: song('A', 20_000) })
  expect(wakeAtMs(short, facts({ nowMs }))).toBe(nowMs + 20_000)
  expect(wakeAtMs(after(short, 'alex', { type: 'pause' }), facts({ nowMs }))).toBe(nowMs + MINUTE_MS)
  const announced = happened(
    silent,
    [{ type: 'room.closing', closesAtMs: nowMs + 9_000, reason: 'idle' }],
    nowMs,
  )
  expect(wakeAtMs(announced, facts({ nowMs }))).toBe(nowMs + 9_000)
  expect(wakeAtMs({ ...silent, endsAtMs: nowMs + CLOSING_NOTICE_MS + 3 }, facts({ nowMs }))).toBe(nowMs + 3)
})

test('settings change what is named, cleaned and bounded; nonsense is refused', () => {
  const room = jam({}, 'jordan')
  const change = {
    type: 'changeRoom',
    name: ' Late\u202e night ',
    policy: room.policy,
    endsAtMs: NOW_MS + HOUR_MS,
  } as const
  const changed = after(room, 'alex', { ...change, policy: { ...room.policy, maxWaitingPerPerson: 3 } })
  expect(changed).toMatchObject({ name: 'Late night', endsAtMs: NOW_MS + HOUR_MS })
  expect(changed.policy.maxWaitingPerPerson).toBe(3)
  expect(after(room, 'alex', { ...change, endsAtMs: NOW_MS + 99 * HOUR_MS }).endsAtMs).toBe(
    NOW_MS + 24 * HOUR_MS,
  )
  expect(ask(room, 'alex', { ...change, name: ' ' })).toBe('bad_request')
  expect(ask(room, 'alex', { ...change, endsAtMs: STARTED_MS })).toBe('bad_request')
  expect(ask(room, 'alex', { ...change, endsAtMs: Number.NaN })).toBe('bad_request')
  expect(ask(room, 'jordan', change)).toBe('not_authorized')
})

import { expect, test } from 'vitest'
import { END_TOLERANCE_MS } from '~/domain/playback/decide'
import { endsAtMs, positionAt, startAt, stopAt, STOPPED, type Playhead } from '~/domain/playback/playhead'
import { after, ask, jam, MINUTE_MS, NOW_MS, playing, SECOND_MS, titlesOf } from '../support/rules'

const STARTED_MS = NOW_MS + 5 * SECOND_MS
const at = (ms: number) => ({ nowMs: STARTED_MS + ms })

const moving: Playhead = { itemId: 'x', playing: true, positionMs: 10_000, updatedAtMs: 1_000, rate: 1 }

test('[S9] the position follows from the rule: moving, standing, faster, and waiting for its start', () => {
  expect(positionAt(moving, 1_000)).toBe(10_000)
  expect(positionAt(moving, 6_500)).toBe(15_500)
  expect(positionAt({ ...moving, playing: false }, 6_500)).toBe(10_000)
  expect(positionAt({ ...moving, rate: 1.5 }, 3_000)).toBe(13_000)
  expect(positionAt(moving, 0)).toBe(10_000)
  // Pausing before the start has come rewinds nothing.
  expect(stopAt(moving, 500)).toMatchObject({ positionMs: 10_000, playing: false })
})

test('[S9] an end is known only of what moves, and is where the position reaches the length', () => {
  expect(endsAtMs(moving, 60_000)).toBe(51_000)
  expect(positionAt(moving, endsAtMs(moving, 60_000)!)).toBe(60_000)
  expect(endsAtMs({ ...moving, rate: 2 }, 60_000)).toBe(26_000)
  expect(endsAtMs({ ...moving, playing: false }, 60_000)).toBeNull()
  expect(endsAtMs(STOPPED, 60_000)).toBeNull()
})

test('[S9] stopping and starting keep the place', () => {
  const stopped = stopAt(moving, 5_000)
  expect(stopped).toMatchObject({ playing: false, positionMs: 14_000, updatedAtMs: 5_000 })
  expect(positionAt(stopped, 99_000)).toBe(14_000)
  expect(positionAt(startAt(stopped, 100_000), 101_000)).toBe(15_000)
})

test('play and pause change the rule once; asking for what already is says nothing', () => {
  const room = playing(jam(), ['A'])
  expect(ask(room, 'alex', { type: 'play' })).toEqual([])
  const paused = after(room, 'alex', { type: 'pause' }, at(10_000))
  expect(paused.playhead).toMatchObject({ playing: false, positionMs: 10_000 })
  expect(ask(paused, 'alex', { type: 'pause' })).toEqual([])
  const resumed = after(paused, 'alex', { type: 'play' }, at(70_000))
  expect(positionAt(resumed.playhead, STARTED_MS + 71_000)).toBe(11_000)
})

test('nothing can be done to silence', () => {
  const room = jam({}, 'jordan')
  expect(ask(room, 'alex', { type: 'play' })).toBe('nothing_playing')
  expect(ask(room, 'alex', { type: 'pause' })).toBe('nothing_playing')
  expect(ask(room, 'alex', { type: 'seek', positionMs: 1 })).toBe('nothing_playing')
  expect(ask(room, 'alex', { type: 'skip', itemId: 'x' })).toBe('nothing_playing')
  expect(ask(room, 'jordan', { type: 'vote', itemId: 'x' })).toBe('nothing_playing')
})

test('seeking stays inside the song and moves it from there', () => {
  const room = playing(jam({}, 'jordan'), ['A'])
  expect(after(room, 'alex', { type: 'seek', positionMs: 90_000 }).playhead.positionMs).toBe(90_000)
  expect(after(room, 'alex', { type: 'seek', positionMs: -5 }).playhead.positionMs).toBe(0)
  expect(after(room, 'alex', { type: 'seek', positionMs: 1e9 }).playhead.positionMs).toBe(3 * MINUTE_MS)
  expect(ask(room, 'jordan', { type: 'seek', positionMs: 1 })).toBe('not_authorized')
})

test('seeking while paused moves the place and not the song', () => {
  const paused = after(playing(jam(), ['A']), 'alex', { type: 'pause' })
  const sought = after(paused, 'alex', { type: 'seek', positionMs: 30_000 }, at(60_000))
  expect(sought.playhead).toMatchObject({ playing: false, positionMs: 30_000 })
})

test('a skip is of the song the host saw: if another plays by now, nothing is skipped', () => {
  const room = playing(jam({}, 'jordan'), ['A', 'B'])
  const seen = room.current!.id
  expect(ask(room, 'jordan', { type: 'skip', itemId: seen })).toBe('not_authorized')
  const skipped = after(room, 'alex', { type: 'skip', itemId: seen })
  expect(skipped.current?.track.title).toBe('B')
  expect(skipped.played.map(({ outcome }) => outcome)).toEqual(['skipped'])
  expect(ask(skipped, 'alex', { type: 'skip', itemId: seen })).toBe('changed_meanwhile')
})

test('skipping the last song leaves silence; skipping a paused one starts the next', () => {
  const alone = playing(jam(), ['A'])
  const silent = after(alone, 'alex', { type: 'skip', itemId: alone.current!.id })
  expect(silent.current).toBeNull()
  expect(silent.playhead).toMatchObject({ itemId: null, playing: false })

  const paused = after(playing(jam(), ['A', 'B']), 'alex', { type: 'pause' })
  const next = after(paused, 'alex', { type: 'skip', itemId: paused.current!.id })
  expect(next.playhead).toMatchObject({ itemId: next.current!.id, playing: true, positionMs: 0 })
})

test('"it ended" is believed when the clock says nearly the same, from anyone and only of the song that plays', () => {
  const room = playing(jam({}, 'jordan', 'screen'), ['A', 'B'])
  const itemId = room.current!.id
  const ended = { type: 'report', itemId, problem: 'ended' } as const
  const lengthMs = 3 * MINUTE_MS
  expect(ask(room, 'jordan', ended, at(lengthMs - END_TOLERANCE_MS - 1))).toBe('changed_meanwhile')
  const moved = after(room, 'screen', ended, at(lengthMs - END_TOLERANCE_MS))
  expect(moved.current?.track.title).toBe('B')
  expect(moved.played[0]?.outcome).toBe('played')
  // The second device says so a moment later: that song is over, and the next one must not suffer.
  expect(ask(moved, 'jordan', ended, at(lengthMs))).toEqual([])
})

test('"it ended" is not believed of a paused song', () => {
  const room = playing(jam({}, 'jordan'), ['A'])
  const sought = after(room, 'alex', { type: 'seek', positionMs: 3 * MINUTE_MS })
  const paused = after(sought, 'alex', { type: 'pause' })
  const itemId = room.current!.id
  expect(ask(paused, 'jordan', { type: 'report', itemId, problem: 'ended' })).toBe('changed_meanwhile')
})

test('songs that follow keep their order, and what was played is kept oldest first', () => {
  let room = playing(jam(), ['A', 'B', 'C', 'D'])
  for (const _ of ['A', 'B']) room = after(room, 'alex', { type: 'skip', itemId: room.current!.id })
  expect(room.current?.track.title).toBe('C')
  expect(titlesOf(room)).toEqual(['D'])
  expect(room.played.map(({ track }) => track.title)).toEqual(['A', 'B'])
})

test('a room shows the last twenty songs it played', () => {
  let room = playing(
    jam(),
    Array.from({ length: 30 }, (_, index) => `${index}`),
  )
  while (room.current) room = after(room, 'alex', { type: 'skip', itemId: room.current.id })
  expect(room.played.map(({ track }) => Number(track.title))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 10),
  )
})

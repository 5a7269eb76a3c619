import { expect, test } from 'vitest'
import { delayOf, keepArrivals, nearestRank } from '~/domain/playback/delay'
import { leadFor, LONGEST_LEAD_MS, SHORTEST_LEAD_MS } from '~/domain/playback/lead'
import { positionAt } from '~/domain/playback/playhead'
import { HOST_AWAY_AFTER_MS } from '~/domain/room/lifecycle'
import { after, ask, jam, MINUTE_MS, NOW_MS, playing, SECOND_MS, song } from '../../support/rules'

const LEAD_MS = 150
const STARTED_MS = NOW_MS + 5 * SECOND_MS
const at = (ms: number) => ({ nowMs: STARTED_MS + ms, leadMs: LEAD_MS })

const device = (delayMs: number | null, startCostMs: number | null = 15) => ({ delayMs, startCostMs })
const devices = (...delaysMs: number[]) => delaysMs.map((delayMs) => device(delayMs))

test('[T3] a lead is the slowest way there and a margin, and no shorter than a hand feels', () => {
  expect(leadFor(devices(40, 120, 7))).toBe(150)
  expect(leadFor(devices(1, 2))).toBe(SHORTEST_LEAD_MS)
  expect(leadFor([])).toBe(SHORTEST_LEAD_MS)
  expect(leadFor([device(null, 200)])).toBe(SHORTEST_LEAD_MS)
})

test('[T3] whose output takes longer to begin hears of it sooner', () => {
  expect(leadFor([device(40, 80), device(60, 30)])).toBe(135)
  expect(leadFor([device(40, null)])).toBe(70)
})

test('[T3] a device above the bound holds nobody: it joins in late', () => {
  expect(leadFor(devices(40, LONGEST_LEAD_MS))).toBe(70)
  expect(leadFor(devices(40, 970))).toBe(LONGEST_LEAD_MS)
  expect(leadFor([device(40), device(900, 250)])).toBe(70)
  expect(leadFor(devices(971, 30_000))).toBe(SHORTEST_LEAD_MS)
})

test('[T3] of two hundred devices the slowest two do not count', () => {
  const delaysMs = [...Array.from({ length: 198 }, () => 50), 800, 900]
  expect(leadFor(devices(...delaysMs))).toBe(80)
  expect(leadFor(devices(...delaysMs, 850))).toBe(830)
})

test('[T3] the nearest rank is a value that was there', () => {
  expect(nearestRank([3, 1, 2], 0.5)).toBe(2)
  expect(nearestRank([3, 1, 2], 0.99)).toBe(3)
  expect(
    nearestRank(
      Array.from({ length: 128 }, (_, index) => index + 1),
      0.99,
    ),
  ).toBe(127)
  expect(nearestRank([], 0.99)).toBeNull()
})

test('[T3] the delay is what an answer took by the clock as it is known now', () => {
  const arrivals = [
    { t2: 1_000, t3: 112 },
    { t2: 1_100, t3: 205 },
    { t2: 1_200, t3: 340 },
  ]
  expect(delayOf(arrivals, (atMs) => atMs + 900)).toBe(40)
  // An estimate that is off makes nothing arrive before it was sent.
  expect(delayOf(arrivals, (atMs) => atMs + 800)).toBe(0)
  expect(delayOf([], (atMs) => atMs)).toBeNull()
})

/** Of answers that took 1, 2, 3 … ms. */
const delayOfMany = (count: number) =>
  delayOf(
    Array.from({ length: count }, (_, index) => ({ t2: 0, t3: index + 1 })),
    (atMs) => atMs,
  )

test('[T3] of many answers the worst is an accident, of few it may be the rule', () => {
  expect(delayOfMany(9)).toBe(9)
  expect(delayOfMany(10)).toBe(9)
  expect(delayOfMany(99)).toBe(98)
  expect(delayOfMany(300)).toBe(297)
})

test('[T3] what waited for a page that loads is forgotten once more is known', () => {
  const loading = [{ t2: 0, t3: 1_500 }]
  const later = Array.from({ length: 9 }, (_, index) => ({ t2: 0, t3: 5_000 + index }))
  expect(keepArrivals([...loading, ...later], 1_000, 128)).toHaveLength(10)
  expect(keepArrivals([...loading, ...later, { t2: 0, t3: 6_000 }], 1_000, 128)).not.toContain(loading[0])
  expect(keepArrivals([...loading, ...later], 1_000, 4)).toEqual(later.slice(-4))
})

test('[T3] [S9] play, seek, skip and a first song start a lead ahead, from the place they were asked for', () => {
  const first = after(jam(), 'alex', { type: 'add', track: song('A') }, at(0))
  expect(first.playhead).toMatchObject({ playing: true, positionMs: 0, updatedAtMs: STARTED_MS + LEAD_MS })

  const paused = after(first, 'alex', { type: 'pause' }, at(10_000))
  const resumed = after(paused, 'alex', { type: 'play' }, at(20_000))
  expect(resumed.playhead.updatedAtMs).toBe(STARTED_MS + 20_000 + LEAD_MS)
  expect(positionAt(resumed.playhead, STARTED_MS + 20_000)).toBe(10_000 - LEAD_MS)

  const sought = after(resumed, 'alex', { type: 'seek', positionMs: 90_000 }, at(30_000))
  expect(sought.playhead).toMatchObject({ positionMs: 90_000, updatedAtMs: STARTED_MS + 30_000 + LEAD_MS })

  const two = playing(jam(), ['A', 'B'])
  const skipped = after(two, 'alex', { type: 'skip', itemId: two.current!.id }, at(40_000))
  expect(skipped.playhead).toMatchObject({ positionMs: 0, updatedAtMs: STARTED_MS + 40_000 + LEAD_MS })
})

test('[T3] [S9] a pause is for now, also within the lead: nothing is rewound', () => {
  const paused = after(playing(jam(), ['A']), 'alex', { type: 'pause' }, at(10_000))
  const resumed = after(paused, 'alex', { type: 'play' }, at(20_000))
  const again = after(resumed, 'alex', { type: 'pause' }, at(20_000 + LEAD_MS - 1))
  expect(again.playhead).toEqual({ ...paused.playhead, updatedAtMs: STARTED_MS + 20_000 + LEAD_MS - 1 })
})

test('[T3] seeking a song that stands moves nothing ahead', () => {
  const paused = after(playing(jam(), ['A']), 'alex', { type: 'pause' }, at(0))
  const sought = after(paused, 'alex', { type: 'seek', positionMs: 7_000 }, at(1_000))
  expect(sought.playhead).toMatchObject({ playing: false, updatedAtMs: STARTED_MS + 1_000 })
})

const starts = (given: ReturnType<typeof ask>) =>
  typeof given !== 'string' && given.flatMap((one) => ('playhead' in one ? one.playhead.updatedAtMs : []))

test('[T3] [S9] a song that plays to its end hands over without a gap; one cut short by a report, a vote or a fault does not', () => {
  const endMs = 3 * MINUTE_MS
  const room = playing(jam({}, 'jordan'), ['A', 'B'])
  expect(after(room, 'clock', { type: 'tick' }, at(endMs + 50)).playhead.updatedAtMs).toBe(STARTED_MS + endMs)

  const itemId = room.current!.id
  const early = STARTED_MS + endMs - 1_000
  expect(
    starts(ask(room, 'jordan', { type: 'report', itemId, problem: 'ended' }, at(endMs - 1_000))),
  ).toEqual([early + LEAD_MS])
  expect(starts(ask(room, 'alex', { type: 'report', itemId, problem: 'unplayable' }, at(0)))).toEqual([
    STARTED_MS + LEAD_MS,
  ])
  expect(starts(ask(room, 'jordan', { type: 'vote', itemId }, at(0)))).toEqual([STARTED_MS + LEAD_MS])
})

test('[T3] a room goes on a lead after its host is back', () => {
  const hostSeenAtMs = STARTED_MS
  const room = after(playing(jam({}, 'jordan'), []), 'alex', {
    type: 'add',
    track: song('Long', 60 * MINUTE_MS),
  })
  const waiting = after(room, 'clock', { type: 'tick' }, { ...at(HOST_AWAY_AFTER_MS), hostSeenAtMs })
  const back = after(waiting, 'clock', { type: 'tick' }, at(HOST_AWAY_AFTER_MS + 1_000))
  expect(back.playhead.updatedAtMs).toBe(STARTED_MS + HOST_AWAY_AFTER_MS + 1_000 + LEAD_MS)
})

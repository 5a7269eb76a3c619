import { describe, expect, test } from 'vitest'
import { OutputClock } from '~/domain/playback/audio/output-clock'
import { playedBy, random, type Card } from './cards'

/** Reads a card some ten times a second for so long, and answers the clock and its worst error since `fromMs`. */
function listen(card: Card, forMs: number, fromMs = 0) {
  const clock = new OutputClock()
  let worstMs = 0
  let knownAtMs: number | null = null
  for (let tick = 0; tick * 100 <= forMs; tick++) {
    const nowMs = tick * 100 + random(tick + 0.5) * 20
    clock.add(playedBy(card, nowMs))
    if (!clock.known) continue
    knownAtMs ??= nowMs
    if (nowMs >= fromMs) worstMs = Math.max(worstMs, Math.abs(clock.contextMsAt(nowMs) - card.heardMs(nowMs)))
  }
  return { clock, worstMs, knownAtMs }
}

/** What Chromium said under PulseAudio on a machine that was taken away from it: at which ms, and how much was lost by then. */
const GAPS = [
  [100, 23.5],
  [180, 49.7],
  [210, 50],
  [240, 50.1],
  [280, 50.6],
  [390, 51.2],
  [420, 68.8],
  [500, 53.7],
  [600, 65.6],
  [690, 100.5],
  [730, 100.7],
  [760, 100.8],
  [820, 101.5],
  [840, 101.6],
  [860, 101.9],
  [900, 102.1],
  [940, 102.5],
  [990, 102.8],
  [1_060, 103.4],
  [1_110, 103.6],
] as const

const steady: Card = { heardMs: (nowMs) => nowMs * 1.0001 - 800, saysMs: (heardMs) => heardMs }

/** Three gaps in a row. */
function lostMs(nowMs: number): number {
  return (nowMs > 20_000 ? 45 : 0) + (nowMs > 20_450 ? 25 : 0) + (nowMs > 20_700 ? 40 : 0)
}

/** As PulseAudio's idea of its latency was seen to creep: by 25 ms within three seconds, and back in six. */
function awayMs(nowMs: number): number {
  return Math.max(0, Math.min((nowMs - 20_000) / 120, (29_000 - nowMs) / 240))
}

describe('[T7] the output clock', () => {
  test('knows a steady card after a second and a half, and its rate in a few more', () => {
    const { clock, worstMs, knownAtMs } = listen({ ...steady, noiseMs: 0.1 }, 10_000)
    expect(knownAtMs).toBeLessThanOrEqual(1_600)
    expect(worstMs).toBeLessThan(0.15)
    expect(clock.skew * 1e6).toBeGreaterThan(70)
    expect(clock.skew * 1e6).toBeLessThan(130)
    expect(clock.msAt(clock.contextMsAt(12_345))).toBeCloseTo(12_345, 6)
  })

  test('timestamps that are rounded to a millisecond tell the card to a quarter of one', () => {
    const { worstMs } = listen({ ...steady, saysMs: Math.floor }, 30_000, 10_000)
    expect(worstMs, 'rounding down is half a millisecond on average').toBeLessThan(0.75)
  })

  test('an output that is wrong at first is not believed until it says what a steady clock could', () => {
    const settling: Card = {
      ...steady,
      noiseMs: 0.05,
      saysMs: (heardMs, nowMs) => heardMs + 12 * Math.exp(-nowMs / 2_500),
    }
    const { knownAtMs, worstMs } = listen(settling, 20_000)
    expect(knownAtMs).toBeGreaterThan(4_000)
    expect(worstMs).toBeLessThan(2.5)
    expect(listen(settling, 40_000, 20_000).worstMs, 'and what it said at first is forgotten').toBeLessThan(
      0.2,
    )
  })

  test('one that never gets steady is believed after five seconds, as well as it can be', () => {
    const { knownAtMs, worstMs } = listen({ ...steady, noiseMs: 8 }, 60_000, 30_000)
    expect(knownAtMs).toBeGreaterThan(4_900)
    expect(worstMs).toBeLessThan(2)
  })

  test('a gap in the sound is learned within a second', () => {
    const gapped = (nowMs: number) => steady.heardMs(nowMs) - (nowMs > 20_000 ? 21 : 0)
    const { clock, worstMs } = listen({ ...steady, heardMs: gapped, noiseMs: 0.1 }, 40_000, 21_000)
    expect(worstMs).toBeLessThan(0.3)
    expect(clock.brokeAtMs).toBeGreaterThan(19_900)
    expect(clock.brokeAtMs).toBeLessThan(20_200)
  })

  test('of several gaps in a row the last is learned, and not the middle of all of them', () => {
    const gapped = (nowMs: number) => steady.heardMs(nowMs) - lostMs(nowMs)
    const { worstMs } = listen({ ...steady, heardMs: gapped, noiseMs: 0.1 }, 40_000, 21_300)
    expect(worstMs).toBeLessThan(0.3)
  })

  test('nor is the next gap lost in what an output says while it settles from the one before', () => {
    const { clock } = listen(steady, 20_000)
    for (const [atMs, lostMs] of GAPS) {
      const contextMs = steady.heardMs(20_000 + atMs) - lostMs
      clock.add({ atMs: 20_000 + atMs, contextMs, aheadMs: 70 })
    }
    const [atMs, lostMs] = GAPS.at(-1)!
    const errorMs = clock.contextMsAt(20_000 + atMs) - (steady.heardMs(20_000 + atMs) - lostMs)
    expect(Math.abs(errorMs)).toBeLessThan(2.5)
  })

  test('single words that lie after a gap are not listened to', () => {
    const gapped = (nowMs: number) => steady.heardMs(nowMs) - (nowMs > 20_000 ? 21 : 0)
    const liar: Card = {
      ...steady,
      heardMs: gapped,
      saysMs: (heardMs, nowMs) =>
        heardMs - (nowMs > 20_000 && random(Math.floor(nowMs / 100)) < 0.12 ? 17 : 0),
    }
    expect(listen(liar, 40_000, 21_000).worstMs).toBeLessThan(0.3)
  })

  test('a passing idea of the output about its latency is not followed; one that stays is', () => {
    const until = (endMs: number): Card => ({
      ...steady,
      noiseMs: 0.1,
      saysMs: (heardMs, nowMs) => heardMs - (nowMs > 20_000 && nowMs < endMs ? 5 : 0),
    })
    expect(listen(until(23_000), 40_000).worstMs).toBeLessThan(0.3)
    const { clock } = listen(until(Infinity), 40_000)
    expect(clock.brokeAtMs, 'the sound did not break').toBeNull()
    expect(clock.contextMsAt(40_000) - steady.heardMs(40_000)).toBeCloseTo(-5, 0)
  })

  test('an idea that creeps and comes back is not followed, nor taken for a gap', () => {
    const creeping: Card = {
      ...steady,
      noiseMs: 0.1,
      saysMs: (heardMs, nowMs) => heardMs - awayMs(nowMs),
    }
    const { clock, worstMs } = listen(creeping, 40_000)
    expect(worstMs).toBeLessThan(2)
    expect(clock.brokeAtMs).toBeNull()
  })

  test('another output that says nothing steady is believed in the end', () => {
    const other: Card = {
      heardMs: (nowMs) => steady.heardMs(nowMs) - (nowMs > 20_000 ? 180 : 0),
      saysMs: (heardMs, nowMs) => heardMs + (nowMs > 20_000 ? (random(nowMs + 0.7) - 0.5) * 40 : 0),
    }
    expect(listen(other, 60_000, 40_000).worstMs).toBeLessThan(12)
  })

  test('what was known is over once the output has begun anew', () => {
    const { clock } = listen(steady, 5_000)
    expect(clock.known).toBe(true)
    clock.forget()
    expect(clock.known).toBe(false)
  })
})

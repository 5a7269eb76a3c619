import { describe, expect, test } from 'vitest'
import { FILM } from '~/domain/playback/follow/following'
import { ORDINARY, Scene, SimulatedElement, type Ways } from './simulated-element'
import { seeded } from './traces'

function scene(ways: Partial<Ways> = {}, playhead = {}, manners?: typeof FILM) {
  const element = new SimulatedElement({ ...ORDINARY, ...ways }, seeded(1))
  return new Scene(element, playhead, manners)
}

describe('following the room', () => {
  test('joining late comes in near the spot, and is soon right on it', () => {
    const joined = scene({}, { positionMs: 60_000 }).run(20_000)
    expect(joined.errors.length, 'it plays').toBeGreaterThan(3_000)
    expect(joined.worstSince(0)).toBeLessThan(150)
    expect(joined.worstSince(5_000)).toBeLessThan(30)
    expect(joined.element.seeks).toBeLessThanOrEqual(2)
  })

  test('drift of the sound card is held without a single seek', () => {
    const joined = scene({ cardRate: 1.0002 }, { positionMs: 1_000 }).run(10_000)
    const { seeks } = joined.element
    joined.run(300_000)
    expect(joined.element.seeks).toBe(seeks)
    expect(joined.worstSince(10_000)).toBeLessThan(35)
  })

  test('in time, it leaves the sound alone', () => {
    const joined = scene({ cardRate: 1, bendCostMs: 0 }, { positionMs: 1_000 }).run(15_000)
    const { rateChanges, seeks } = joined.element
    joined.run(60_000)
    expect(joined.element).toMatchObject({ rateChanges, seeks, rate: 1 })
  })

  test('music is bent within 1 %, and once it has been right within 0.5 %', () => {
    const joined = scene({}, { positionMs: 1_000 }).run(10_000)
    joined.element.positionMs -= 120
    joined.rates = []
    joined.run(20_000)
    expect(Math.max(...joined.rates)).toBeCloseTo(1.01, 5)
    expect(joined.worstSince(28_000)).toBeLessThan(5)

    joined.element.positionMs += 18
    joined.rates = []
    joined.run(10_000)
    expect(Math.min(...joined.rates)).toBeCloseTo(0.995, 5)
    expect(joined.worstSince(38_000)).toBeLessThan(5)
  })

  test('films may bend further, and seek later', () => {
    const joined = scene({ bendCostMs: 0 }, { positionMs: 1_000 }, FILM).run(10_000)
    const { seeks } = joined.element
    joined.element.positionMs -= 800
    joined.rates = []
    joined.run(25_000)
    expect(joined.element.seeks).toBe(seeks)
    expect(Math.max(...joined.rates)).toBeCloseTo(1.05, 5)
    expect(joined.worstSince(33_000)).toBeLessThan(12)
  })

  test('what is further off is sought, ahead by what seeking costs, and that is learned', () => {
    const joined = scene({ seekMs: 400, bendCostMs: 0 }, { positionMs: 1_000 }).run(10_000)
    const landings: number[] = []
    for (let count = 0; count < 6; count++) {
      joined.element.positionMs -= 3_000
      const sinceMs = joined.nowMs
      joined.run(10_000)
      landings.push(Math.abs(joined.errors.find(({ atMs }) => atMs > sinceMs + 900)!.errorMs))
    }
    expect(landings[0]).toBeGreaterThan(100)
    expect(landings.at(-1)).toBeLessThan(30)
  })

  test('two seeks are never closer than 1.5 s, even where each takes a second', () => {
    const joined = scene({ seekMs: 1_200 }, { positionMs: 1_000 }).run(10_000)
    joined.element.positionMs -= 5_000
    joined.run(30_000)
    const sought = joined.element.seekTimes.filter((atMs) => atMs >= 10_000)
    expect(sought.length, 'one is not enough here').toBeGreaterThan(1)
    for (const [index, atMs] of sought.slice(1).entries()) {
      expect(atMs - sought[index]!).toBeGreaterThanOrEqual(1_500)
    }
    expect(joined.worstSince(35_000)).toBeLessThan(20)
  })

  test('a browser that rounds rates to 1 % is brought in all the same', () => {
    const joined = scene({ rateGrain: 0.01, bendCostMs: 0 }, { positionMs: 1_000 }).run(10_000)
    joined.element.positionMs -= 60
    joined.run(20_000)
    expect(joined.worstSince(25_000)).toBeLessThan(20)
  })

  test('a browser that ignores rates altogether is sought once it is far off, and not more', () => {
    const joined = scene({ rateGrain: 1, cardRate: 1.001 }, { positionMs: 1_000 }).run(600_000)
    expect(joined.worstSince(0)).toBeLessThan(600)
    expect(joined.element.seeks).toBeLessThan(6)
  })

  test('after a stall it waits until it can play, and catches up', () => {
    const joined = scene({}, { positionMs: 1_000 }).run(10_000)
    const { seeks } = joined.element
    joined.element.stall(joined.nowMs, 4_000)
    joined.run(4_000)
    expect(joined.element.seeks, 'no seek while nothing is loaded').toBe(seeks)
    joined.run(10_000)
    expect(joined.worstSince(20_000)).toBeLessThan(20)
  })

  test('pause stands on the very spot, and play goes on from there', () => {
    const joined = scene({}, { positionMs: 1_000 }).run(10_000)
    joined.say({ playing: false })
    joined.run(2_000)
    expect(joined.element.paused).toBe(true)
    expect(Math.abs(joined.element.positionMs - joined.playhead.positionMs)).toBeLessThan(20)

    joined.nowMs += 60 // The room went on, and the word of it took its time.
    joined.say({ playing: true, updatedAtMs: joined.nowMs - 60 })
    joined.run(10_000)
    expect(joined.worstSince(12_000)).toBeLessThan(80)
    expect(joined.worstSince(17_000)).toBeLessThan(15)
  })

  test('a host who jumps about is followed at once', () => {
    const joined = scene({}, { positionMs: 1_000 }).run(10_000)
    joined.say({ positionMs: 90_000 })
    joined.run(600)
    joined.say({ positionMs: 30_000 })
    joined.run(1_000)
    expect(joined.worstSince(joined.nowMs - 100)).toBeLessThan(100)
  })

  test('what begins later is ready on the spot and begins on the moment', () => {
    const waiting = scene({}, { updatedAtMs: 5_000 }).run(4_500)
    expect(waiting.element).toMatchObject({ paused: true, positionMs: 0, seeks: 0 })
    waiting.run(3_000)
    expect(waiting.worstSince(5_000)).toBeLessThan(25)
    expect(waiting.element.seeks).toBe(0)
  })

  test('where each timer comes a second late (a hidden tab), it still begins', () => {
    const element = new SimulatedElement(ORDINARY, seeded(1))
    const joined = new Scene(element, { positionMs: 60_000 })
    joined.slowTimersMs = 1_000
    joined.run(20_000)
    expect(element.paused).toBe(false)
    expect(joined.worstSince(15_000)).toBeLessThan(60)
  })
})

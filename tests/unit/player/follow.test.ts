import { describe, expect, test } from 'vitest'
import { FILM, type Manners } from '~/domain/playback/follow/following'
import { ORDINARY, Scene, SimulatedElement, type Ways } from './simulated-element'
import { seeded } from './traces'

function scene(ways: Partial<Ways> = {}, playhead = {}, manners?: Manners) {
  const element = new SimulatedElement({ ...ORDINARY, ...ways }, seeded(1))
  return new Scene(element, playhead, manners)
}

/** How often a browser changes its rate in five minutes to hold a drifting card, each change losing so much. */
function changesIn(bendCostMs: number): number {
  const joined = scene({ bendCostMs, cardRate: 1.0003 }, { positionMs: 1_000 }).run(200_000)
  const { rateChanges } = joined.element
  joined.run(300_000)
  expect(joined.worstSince(200_000)).toBeLessThan(60)
  return joined.element.rateChanges - rateChanges
}

describe('a start', () => {
  test('waits on the spot for its moment and begins on it, late by what starts have cost', () => {
    const waiting = scene({}, { updatedAtMs: 5_000 }).run(4_500)
    expect(waiting.element).toMatchObject({ paused: true, positionMs: 0, seeks: 0 })
    waiting.run(3_000)
    expect(waiting.errors[0]!.atMs).toBeLessThan(5_020)
    expect(waiting.worstSince(5_000)).toBeLessThan(15)
    expect(waiting.worstSince(6_000)).toBeLessThan(3)
    expect(waiting.element.seeks).toBe(0)
  })

  test('whose word comes with no time left begins a little further on, in time', () => {
    const waiting = scene({}, { playing: false, positionMs: 8_000 }).run(2_000)
    waiting.say({ playing: true, positionMs: 8_000, updatedAtMs: waiting.nowMs + 20 })
    waiting.run(3_000)
    expect(waiting.errors[0]!.atMs, 'heard soon').toBeLessThan(2_250)
    expect(waiting.worstSince(2_000)).toBeLessThan(25)
    expect(waiting.worstSince(3_200)).toBeLessThan(4)
  })

  test('learns what starts cost on a browser that takes 200 ms', () => {
    const slow = scene({ startMs: 200 }, { positionMs: 1_000 }).run(5_000)
    const firstMs: number[] = []
    for (let count = 0; count < 6; count++) {
      slow.say({ playing: false })
      slow.run(2_000)
      slow.say({ playing: true, updatedAtMs: slow.nowMs + 600 })
      const { length } = slow.errors
      slow.run(5_000)
      firstMs.push(Math.abs(slow.errors[length]!.errorMs))
    }
    expect(slow.following.habits.startCostMs).toBeGreaterThan(150)
    expect(firstMs.at(-1)).toBeLessThan(25)
  })

  test('of who comes late is put right before it is heard', () => {
    const late = scene({ startMs: 120 }, { positionMs: 60_000, updatedAtMs: -30_000 }).run(5_000)
    expect(late.errors[0]!.atMs).toBeLessThan(2_000)
    expect(late.worstSince(0)).toBeLessThan(8)
    expect(Math.max(...late.rates.map((rate) => Math.abs(rate - 1)))).toBeLessThan(0.0101)
  })

  test('where the volume is not the page’s is heard at once, and bent no more than may be heard', () => {
    const late = scene({ canHush: false }, { positionMs: 60_000, updatedAtMs: -30_000 }).run(8_000)
    expect(Math.max(...late.rates.map((rate) => Math.abs(rate - 1)))).toBeLessThan(0.0101)
    expect(late.worstSince(2_500)).toBeLessThan(4)
  })

  test('comes even where each timer is a second late (a hidden tab)', () => {
    const hidden = scene({ canHush: false }, { positionMs: 60_000 })
    hidden.slowTimersMs = 1_000
    hidden.run(40_000)
    expect(hidden.element.paused).toBe(false)
    expect(hidden.worstSince(30_000)).toBeLessThan(15)
  })
})

describe('a bend', () => {
  test('does not begin inside 5 ms', () => {
    const joined = scene({ cardRate: 1 }, { positionMs: 1_000 }).run(10_000)
    joined.element.positionMs += 4 - joined.errors.at(-1)!.errorMs
    const { rateChanges } = joined.element
    joined.run(30_000)
    expect(joined.element).toMatchObject({ rateChanges, rate: 1 })
    joined.element.positionMs += 3
    joined.run(10_000)
    expect(joined.element.rateChanges, 'outside of it, it does').toBeGreaterThan(rateChanges)
    expect(joined.worstSince(35_000 + 10_000)).toBeLessThan(3)
  })

  test('holds the drift of a sound card, a few changes a minute and without a seek', () => {
    const joined = scene({ cardRate: 1.0001 }, { positionMs: 1_000 }).run(10_000)
    const { seeks, rateChanges } = joined.element
    joined.run(300_000)
    expect(joined.element.seeks).toBe(seeks)
    expect(joined.worstSince(10_000)).toBeLessThan(7)
    expect(joined.element.rateChanges - rateChanges, 'in five minutes').toBeLessThan(25)
  })

  test('of music is within 1 %, and once it has been right mostly within 0.5 %', () => {
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

  test('is never heard as a jump: in steady state the sound moves by less than 5 ms in 250 ms', () => {
    const joined = scene({ cardRate: 1.0002 }, { positionMs: 1_000 }).run(120_000)
    const steady = joined.errors.filter(({ atMs }) => atMs > 10_000)
    const jumps = steady.slice(50).map(({ errorMs }, index) => Math.abs(errorMs - steady[index]!.errorMs))
    expect(joined.element.rateChanges, 'it was bent').toBeGreaterThan(2)
    expect(Math.max(...jumps)).toBeLessThan(5)
  })

  test('of a film is up to 5 % beyond 40 ms, and the film is sought beyond a second', () => {
    const joined = scene({}, { positionMs: 1_000 }, FILM).run(10_000)
    const { seeks } = joined.element
    joined.element.positionMs -= 800
    joined.rates = []
    joined.run(30_000)
    expect(joined.element.seeks).toBe(seeks)
    expect(Math.max(...joined.rates)).toBeCloseTo(1.05, 5)
    expect(joined.worstSince(38_000)).toBeLessThan(10)

    joined.element.positionMs -= 1_200
    joined.run(5_000)
    expect(joined.element.seeks).toBe(seeks + 1)
  })

  test('of a film keeps it inside +45/−125 ms from the first sound on', () => {
    const late = scene({ cardRate: 1.0003, noiseMs: 4 }, { positionMs: 90_000, updatedAtMs: -60_000 }, FILM)
    late.run(180_000)
    expect(late.errors.length).toBeGreaterThan(30_000)
    const errors = late.errors.map(({ errorMs }) => errorMs)
    expect(Math.max(...errors)).toBeLessThan(45)
    expect(Math.min(...errors)).toBeGreaterThan(-125)
  })

  test('is bigger where a clumsy browser rounds rates to 1 %', () => {
    const joined = scene({ rateGrain: 0.01 }, { positionMs: 1_000 }).run(10_000)
    joined.element.positionMs -= 30
    joined.run(30_000)
    expect(joined.following.habits.leastBend).toBeGreaterThanOrEqual(0.005)
    expect(joined.worstSince(35_000)).toBeLessThan(8)
  })

  test('is rarer where each tears a hole into the sound', () => {
    const smoothly = changesIn(0)
    expect(smoothly).toBeGreaterThan(20)
    expect(changesIn(17)).toBeLessThan(smoothly / 2)
  })

  test('is hardly ever begun where the clock that is read moves on in steps of 41 ms, as in Firefox', () => {
    const coarse = scene({ readEveryMs: 41, noiseMs: 0.1 }, { positionMs: 1_000 }).run(10_000)
    const { rateChanges, seeks } = coarse.element
    coarse.run(120_000)
    expect(coarse.element.rateChanges - rateChanges).toBeLessThan(6)
    expect(coarse.element.seeks).toBe(seeks)
    expect(coarse.worstSince(10_000)).toBeLessThan(30)
  })

  test('is not begun for one stray reading', () => {
    const joined = scene({ cardRate: 1 }, { positionMs: 1_000 }).run(10_000)
    const { rateChanges } = joined.element
    const read = joined.element.read.bind(joined.element)
    for (let count = 0; count < 10; count++) {
      joined.element.read = () => {
        joined.element.read = read
        return read() - 30
      }
      joined.run(2_000)
    }
    expect(joined.element.rateChanges).toBe(rateChanges)
  })
})

describe('a seek', () => {
  test('that is slow is aimed ahead by what seeks have cost', () => {
    const joined = scene({ seekMs: 400 }, { positionMs: 1_000 }).run(10_000)
    expect(joined.following.habits.seekCostMs, 'not known before').toBeLessThan(100)
    joined.element.positionMs -= 3_000
    joined.run(10_000)
    const { seeks } = joined.element
    joined.element.positionMs -= 3_000
    joined.run(10_000)
    expect(joined.element.seeks).toBe(seeks + 1)
    expect(joined.following.habits.seekCostMs).toBeGreaterThan(350)
    expect(joined.worstSince(23_000)).toBeLessThan(6)
  })

  test('never follows another within 1.5 s, even where each takes longer than that', () => {
    for (const seekMs of [300, 1_200, 1_900]) {
      const joined = scene({ seekMs }, { positionMs: 1_000 }).run(10_000)
      joined.element.positionMs -= 5_000
      joined.run(30_000)
      const sought = joined.element.seekTimes.filter((atMs) => atMs >= 10_000)
      expect(sought.length, 'one is not enough here').toBeGreaterThan(1)
      for (const [index, atMs] of sought.slice(1).entries()) {
        expect(atMs - sought[index]!).toBeGreaterThanOrEqual(1_500)
      }
      expect(joined.worstSince(35_000)).toBeLessThan(10)
    }
  })

  test('is all that a browser gets which ignores rates, and not often', () => {
    const joined = scene({ rateGrain: 1, cardRate: 1.001 }, { positionMs: 1_000 }).run(600_000)
    expect(joined.worstSince(0)).toBeLessThan(600)
    expect(joined.element.seeks).toBeLessThan(6)
  })
})

describe('following the room', () => {
  test('a stall is waited out, and where it comes out is put right', () => {
    for (const forMs of [150, 400, 4_000]) {
      const joined = scene({}, { positionMs: 1_000 }).run(10_000)
      const { seeks } = joined.element
      joined.element.stall(joined.nowMs, forMs)
      joined.run(forMs)
      expect(joined.element.seeks, 'no seek while nothing is loaded').toBe(seeks)
      joined.run(10_000)
      expect(joined.worstSince(10_000 + forMs + 2_000)).toBeLessThan(6)
    }
  })

  test('what was read wrongly by a page held up for three seconds moves nothing', () => {
    const joined = scene({ cardRate: 1 }, { positionMs: 1_000 }).run(10_000)
    const { rateChanges, seeks } = joined.element
    joined.slowTimersMs = 3_000
    joined.run(6_000)
    joined.slowTimersMs = 0
    joined.run(5_000)
    expect(joined.element).toMatchObject({ rateChanges, seeks })
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
    expect(joined.worstSince(12_000)).toBeLessThan(30)
    expect(joined.worstSince(14_000)).toBeLessThan(5)
  })

  test('a jump that is a moment ahead is waited for where it leads to', () => {
    for (const positionMs of [90_000, 4_000]) {
      const joined = scene({}, { positionMs: 1_000 }).run(10_000)
      joined.say({ positionMs, updatedAtMs: joined.nowMs + 300 })
      joined.run(200)
      expect(Math.abs(joined.element.positionMs - positionMs)).toBeLessThan(10)
      joined.run(2_000)
      expect(joined.errors.at(-1)!.atMs, 'it plays on').toBeGreaterThan(12_190)
      expect(joined.worstSince(10_300)).toBeLessThan(15)
    }
  })

  test('a rule that is said anew, a moment ahead and of the same place, stops nothing', () => {
    const joined = scene({ cardRate: 1 }, { positionMs: 1_000 }).run(10_000)
    const { seeks } = joined.element
    const updatedAtMs = joined.nowMs + 500
    joined.say({ positionMs: joined.playhead.positionMs + updatedAtMs, updatedAtMs })
    joined.run(3_000)
    expect(joined.element.seeks).toBe(seeks)
    expect(joined.worstSince(10_000)).toBeLessThan(6)
    expect(joined.errors.at(-1)!.atMs).toBeGreaterThan(12_990)
  })

  test('a host who jumps about is followed at once', () => {
    const joined = scene({}, { positionMs: 1_000 }).run(10_000)
    joined.say({ positionMs: 90_000 })
    joined.run(600)
    joined.say({ positionMs: 30_000 })
    joined.run(2_000)
    expect(joined.worstSince(joined.nowMs - 100)).toBeLessThan(10)
  })

  test('any browser comes into time and is left alone there', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed)
      const between = (least: number, most: number) => least + random() * (most - least)
      const ways: Ways = {
        startMs: between(10, 220),
        startSpreadMs: between(0, 40),
        seekMs: between(20, 700),
        bendCostMs: 0,
        rateGrain: 0,
        lagMs: between(10, 150),
        cardRate: 1 + between(-0.0002, 0.0002),
        noiseMs: between(0, 3),
        readEveryMs: 0,
        loadMs: between(20, 2_000),
        canHush: random() < 0.5,
      }
      const said = `seed ${seed}`
      const element = new SimulatedElement(ways, random)
      const any = new Scene(element, { positionMs: between(0, 100_000), updatedAtMs: -between(0, 9_000) })
      any.run(20_000)
      const { rateChanges, seeks } = element
      any.run(120_000)
      expect(any.worstSince(20_000), said).toBeLessThan(10)
      expect(element.seeks, said).toBe(seeks)
      expect(element.rateChanges - rateChanges, `${said}: changes in two minutes`).toBeLessThan(24)
      expect(Math.max(...any.rates.map((rate) => Math.abs(rate - 1))), said).toBeLessThan(0.0101)
    }
  })
})

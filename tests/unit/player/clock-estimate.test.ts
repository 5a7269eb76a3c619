import { describe, expect, test } from 'vitest'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { TUTTI } from '../../support/estimators/tutti'
import { madeUp, NETWORKS, p95Ms, percentile, rightAgainAfterMs, World } from './traces'

const SEEDS = [3, 5, 7, 11, 13, 17]

describe('[T1] the room’s clock, learned from heartbeats', () => {
  test('knows nothing before the first probe', () => {
    const estimate = new ClockEstimate()
    expect(estimate.serverNowMs(5)).toBeNull()
    expect(estimate.uncertaintyMs(5)).toBe(Infinity)
  })

  test('a burst of eight is enough to begin with', () => {
    const errors = Array.from({ length: 40 }, (_, seed) => {
      const world = new World({ seed: seed + 1, network: NETWORKS.goodWifi })
      const estimate = heard(world, 0, 250)
      expect(estimate.probeCount).toBeGreaterThan(5)
      return Math.abs(estimate.serverNowMs(250)! - world.serverMs(250))
    })
    expect(percentile(errors, 0.95)).toBeLessThan(0.6)
  })

  test('half of what the network’s two ways differ by cannot be seen, and nothing more is lost', () => {
    const world = new World({ seed: 3, network: NETWORKS.lopsided })
    const estimate = heard(world, 0, 60_000)
    const errorMs = estimate.serverNowMs(60_000)! - world.serverMs(60_000)
    expect(errorMs).toBeGreaterThan(15 - 1)
    expect(errorMs).toBeLessThan(15 + 1)
    expect(Math.abs(errorMs)).toBeLessThan(estimate.uncertaintyMs(60_000))
  })

  test.each([30e-6, -30e-6, 100e-6, -100e-6])('learns that one clock runs faster by %f', (skew) => {
    const world = new World({ seed: 5, network: NETWORKS.goodWifi, skew })
    const estimate = heard(world, 0, 100_000)
    expect(Math.abs(estimate.skew - skew) * 1e6).toBeLessThan(8)
    // A minute without an answer: it plays on with what it has.
    expect(Math.abs(estimate.serverNowMs(160_000)! - world.serverMs(160_000))).toBeLessThan(1)
    expect(estimate.uncertaintyMs(160_000)).toBeGreaterThan(estimate.uncertaintyMs(100_000))
  })

  test('a rate that changes as the device grows warm is followed', () => {
    const trace = madeUp({ seed: 7, network: NETWORKS.goodWifi, skewPerMinute: 1e-6 }, 600_000)
    expect(p95Ms([trace], TUTTI, 300_000)).toBeLessThan(0.25)
  })

  test('ten minutes cost no more memory than five minutes', () => {
    const estimate = heard(new World({ seed: 9, network: NETWORKS.busyWifi }), 0, 600_000)
    expect(estimate.probeCount).toBeGreaterThan(250)
    expect(estimate.probeCount).toBeLessThan(330)
  })

  test('it is all the same in which order answers come to probes that were underway at once', () => {
    const world = new World({ seed: 15, network: NETWORKS.even120 })
    const sent = Array.from({ length: 60 }, (_, count) => world.ask(count * 30))
    const inTurn = new ClockEstimate()
    sent.forEach((probe) => inTurn.add(probe))
    const asAnswered = new ClockEstimate()
    sent.toSorted((one, other) => one.t3 - other.t3).forEach((probe) => asAnswered.add(probe))
    expect(asAnswered.serverNowMs(2_000)).toBeCloseTo(inTurn.serverNowMs(2_000)!, 1)
    expect(Math.abs(inTurn.serverNowMs(2_000)! - world.serverMs(2_000))).toBeLessThan(5)
  })

  test('answers that cannot be true change nothing', () => {
    const world = new World({ seed: 11, network: NETWORKS.goodWifi })
    const estimate = heard(world, 0, 3_000)
    const before = estimate.serverNowMs(3_000)
    const probe = world.ask(3_000)
    estimate.add({ ...probe, t3: probe.t0 - 1 })
    estimate.add({ ...probe, t1: NaN })
    estimate.add({ ...probe, t3: probe.t0 + 60_000 })
    expect(estimate.serverNowMs(3_000)).toBe(before)
  })

  test('a browser that tells the time in whole milliseconds is not taken for one whose clock jumps', () => {
    const world = new World({ seed: 13, network: { there: () => 0.4, back: () => 0.4 } })
    const estimate = new ClockEstimate()
    for (let atMs = 0; atMs < 120_000; atMs += 987.3) {
      const { t0, t1, t2, t3 } = world.ask(atMs)
      expect(estimate.add({ t0: Math.floor(t0), t1, t2, t3: Math.floor(t3) })).toBe(false)
    }
    expect(Math.abs(estimate.serverNowMs(120_000)! - world.serverMs(120_000))).toBeLessThan(1)
  })
})

describe('[T2] a clock that jumped is started anew', () => {
  test.each([
    ['a sleep of ten minutes', 600_000],
    ['a clock set forward', 300],
    ['a clock set back', -300],
  ])('after %s it is right again within two seconds of the first answer', (_, byMs) => {
    for (const network of [NETWORKS.goodWifi, NETWORKS.busyWifi, NETWORKS.mobile]) {
      for (const seed of SEEDS) {
        const trace = madeUp({ seed, network, jump: { atMs: 60_000, byMs } }, 120_000)
        const withinMs = network === NETWORKS.mobile ? 25 : 5
        expect(rightAgainAfterMs(trace, TUTTI, 60_000, withinMs)).toBeLessThan(3_200)
      }
    }
  })

  test('the first answer after a jump says so, and nothing else does', () => {
    for (const network of Object.values(NETWORKS)) {
      const world = new World({ seed: 7, network, jump: { atMs: 60_000, byMs: -300 } })
      const estimate = new ClockEstimate()
      const contradictedAtMs = asked(world, 0, 300_000).filter((probe) => estimate.add(probe))
      expect(contradictedAtMs).toHaveLength(1)
      expect(contradictedAtMs[0]!.t3).toBeGreaterThan(60_000)
      expect(contradictedAtMs[0]!.t0).toBeLessThan(61_500)
    }
  })

  test('NTP bends the server’s clock by 30 ms in a minute: it is started anew, and stays within 3 ms', () => {
    const jump = { atMs: 120_000, byMs: 30, overMs: 60_000 }
    for (const seed of SEEDS) {
      const trace = madeUp({ seed, network: NETWORKS.goodWifi, jump })
      expect(p95Ms([trace], TUTTI, 120_000)).toBeLessThan(3)
    }
  })

  test('another route with other delays is no jump: what was known before still counts', () => {
    for (const seed of SEEDS) {
      const move = { atMs: 60_000, to: NETWORKS.mobile }
      const trace = madeUp({ seed, network: NETWORKS.goodWifi, move }, 180_000)
      expect(p95Ms([trace], TUTTI, 60_000)).toBeLessThan(0.6)
    }
  })

  test('from a slow route to a quick one it is right at once', () => {
    for (const seed of SEEDS) {
      const move = { atMs: 60_000, to: NETWORKS.goodWifi }
      const trace = madeUp({ seed, network: NETWORKS.mobile, move }, 120_000)
      expect(rightAgainAfterMs(trace, TUTTI, 60_000, 1)).toBeLessThan(5_000)
    }
  })
})

/** Everything that a browser asks from one moment to another. */
function asked(world: World, fromMs: number, untilMs: number) {
  const schedule = TUTTI.schedule(fromMs)
  const probes = []
  for (let [atMs] = schedule.next().value; atMs! < untilMs;) {
    const probe = world.ask(atMs!)
    probes.push(probe)
    atMs = schedule.next([probe]).value[0]
  }
  return probes
}

function heard(world: World, fromMs: number, untilMs: number): ClockEstimate {
  const estimate = new ClockEstimate()
  for (const probe of asked(world, fromMs, untilMs)) estimate.add(probe)
  return estimate
}

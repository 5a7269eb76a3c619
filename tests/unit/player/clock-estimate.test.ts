import { describe, expect, test } from 'vitest'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { compare, NETWORKS, percentile, World } from './traces'

describe('[S9] the room’s clock, learned from heartbeats', () => {
  test.each([
    ['goodWifi', 0.15, 0.25],
    ['busyWifi', 0.6, 0.5],
    ['mobile', 2, 0.5],
  ] as const)('over %s it stays within %f ms and beats the quickest of 16', (name, withinMs, share) => {
    const { p95Ms, quickestP95Ms } = compare(NETWORKS[name])
    expect(p95Ms).toBeLessThan(withinMs)
    expect(p95Ms).toBeLessThan(share * quickestP95Ms)
  })

  test('half of what the network’s two ways differ by cannot be seen, and nothing more is lost', () => {
    const world = new World(3, NETWORKS.lopsided)
    const estimate = new ClockEstimate()
    world.run(0, 60_000, (probe) => estimate.add(probe))
    const errorMs = estimate.serverNowMs(60_000)! - world.serverMs(60_000)
    expect(errorMs).toBeGreaterThan(15 - 1)
    expect(errorMs).toBeLessThan(15 + 1)
    expect(Math.abs(errorMs)).toBeLessThan(estimate.uncertaintyMs(60_000))
  })

  test('a burst of eight is enough to begin with', () => {
    const errors = Array.from({ length: 40 }, (_, seed) => {
      const world = new World(seed + 1, NETWORKS.goodWifi)
      const estimate = new ClockEstimate()
      world.run(0, 250, (probe) => estimate.add(probe))
      expect(estimate.probeCount).toBeGreaterThan(5)
      return Math.abs(estimate.serverNowMs(250)! - world.serverMs(250))
    })
    expect(percentile(errors, 0.95)).toBeLessThan(0.5)
  })

  test('knows nothing before the first probe', () => {
    const estimate = new ClockEstimate()
    expect(estimate.serverNowMs(5)).toBeNull()
    expect(estimate.uncertaintyMs(5)).toBe(Infinity)
  })

  test('learns how much faster one clock runs', () => {
    const world = new World(5, NETWORKS.goodWifi, 80e-6)
    const estimate = new ClockEstimate()
    world.run(0, 100_000, (probe) => estimate.add(probe))
    expect(estimate.skew * 1e6).toBeGreaterThan(70)
    expect(estimate.skew * 1e6).toBeLessThan(90)
    // A minute without an answer: it plays on with what it has.
    expect(Math.abs(estimate.serverNowMs(160_000)! - world.serverMs(160_000))).toBeLessThan(1.5)
    expect(estimate.uncertaintyMs(160_000)).toBeGreaterThan(estimate.uncertaintyMs(100_000))
  })

  test.each([60_000, -60_000, 300, -300])('starts again when a clock jumps by %i ms', (jumpMs) => {
    const world = new World(7, NETWORKS.mobile)
    const estimate = new ClockEstimate()
    let restarts = 0
    world.run(0, 60_000, (probe) => (restarts += Number(estimate.add(probe))))
    expect(restarts, 'nothing is thrown away for nothing').toBe(0)

    world.jump(jumpMs)
    expect(estimate.add(world.probe(60_000))).toBe(true)
    world.run(60_200, 61_000, (probe) => estimate.add(probe))
    expect(Math.abs(estimate.serverNowMs(61_000)! - world.serverMs(61_000))).toBeLessThan(15)
  })

  test('another route with other delays is no jump, and no worse than the route', () => {
    const world = new World(9, NETWORKS.goodWifi)
    const estimate = new ClockEstimate()
    let restarts = 0
    const take = (probe: ReturnType<World['probe']>) => (restarts += Number(estimate.add(probe)))
    world.run(0, 60_000, take)
    world.moveTo(NETWORKS.mobile)
    world.run(60_000, 240_000, take)
    expect(restarts).toBe(0)
    expect(Math.abs(estimate.serverNowMs(240_000)! - world.serverMs(240_000))).toBeLessThan(5)
  })

  test('answers that cannot be true change nothing', () => {
    const world = new World(11, NETWORKS.goodWifi)
    const estimate = new ClockEstimate()
    world.run(0, 3_000, (probe) => estimate.add(probe))
    const before = estimate.serverNowMs(3_000)
    const probe = world.probe(3_000)
    estimate.add({ ...probe, t3: probe.t0 - 1 })
    estimate.add({ ...probe, t1: NaN })
    estimate.add({ ...probe, t3: probe.t0 + 60_000 })
    expect(estimate.serverNowMs(3_000)).toBe(before)
  })
})

import { describe, expect, test } from 'vitest'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { BEATSYNC } from '../../support/estimators/beatsync'
import { JELLYFIN } from '../../support/estimators/jellyfin'
import { METHODS } from '../../support/estimators/methods'
import { SENDSPIN } from '../../support/estimators/sendspin'
import { brokenTraces, EVENT_AT_MS, recordedTraces, steadyTraces } from '../../support/estimators/sets'
import { TUTTI } from '../../support/estimators/tutti'
import { p95Ms, percentile, rightAgainAfterMs, World } from './traces'

/** As often as a test may take; the bench makes up more. */
const TIMES = 6
const OF_SENDSPIN = 0.4
const OF_BEATSYNC = 0.12
/** Where no way is much quicker than the others, all are near the truth. */
const OF_BEATSYNC_IF_EVEN = 0.16
const isEven = (name: string) => name === '5 ± 2 ms each way'

describe('[T1] the clock beside those of others, all on the same networks', () => {
  test.each(steadyTraces(TIMES))('$name', ({ name, traces }) => {
    const [tutti, sendspin, beatsync, jellyfin] = METHODS.map((method) => p95Ms(traces, method))
    expect(tutti! / sendspin!).toBeLessThan(OF_SENDSPIN)
    expect(tutti! / beatsync!).toBeLessThan(isEven(name) ? OF_BEATSYNC_IF_EVEN : OF_BEATSYNC)
    expect(tutti!).toBeLessThan(jellyfin!)
  })

  /** Below a millisecond all of them stand on the same ground: how late the machine itself wakes its processes. */
  test.each(recordedTraces())('$name', ({ traces }) => {
    const [tutti, sendspin, beatsync] = METHODS.map((method) => p95Ms(traces, method))
    expect(tutti!).toBeLessThan(2)
    expect(tutti!).toBeLessThan(1.3 * Math.min(sendspin!, beatsync!))
  })

  test.each(brokenTraces(TIMES))('after $name', ({ traces }) => {
    const [tutti, sendspin, beatsync] = METHODS.map((method) => p95Ms(traces, method, EVENT_AT_MS))
    expect(tutti! / sendspin!).toBeLessThan(OF_SENDSPIN)
    expect(tutti! / beatsync!).toBeLessThan(OF_BEATSYNC)
    const againMs = traces.map((trace) => rightAgainAfterMs(trace, TUTTI, EVENT_AT_MS, 5))
    expect(percentile(againMs, 0.5)).toBeLessThan(2_000)
  })
})

const still = () => new World({ seed: 1, network: { there: () => 10, back: () => 10 }, skew: 50e-6 })

describe('the others, as they are written anew here', () => {
  test.each([
    { method: SENDSPIN, within: 0.1 },
    { method: BEATSYNC, within: 2.1 },
    { method: JELLYFIN, within: 15 },
  ])('$method.name finds the time where nothing disturbs it', ({ method, within }) => {
    const world = still()
    const estimator = method.create()
    const schedule = method.schedule(0)
    let atMs = 0
    for (let sentAt = schedule.next().value; sentAt[0]! < 200_000;) {
      const answers = sentAt.map(world.ask)
      answers.forEach((probe) => estimator.add(probe))
      atMs = answers.at(-1)!.t3
      sentAt = schedule.next(answers).value
    }
    expect(Math.abs(estimator.serverNowMs(atMs)! - world.serverMs(atMs))).toBeLessThan(within)
  })

  test('a pair that was torn apart on its way does not count', () => {
    const estimator = BEATSYNC.create()
    const probe = still().ask(0)
    estimator.add(probe)
    estimator.add({ t0: 25, t1: probe.t1 + 31, t2: probe.t2 + 31, t3: probe.t3 + 31 })
    expect(estimator.serverNowMs(100)).toBeNull()
  })
})

test('[T1] a probe costs a phone next to nothing', () => {
  const world = new World({ seed: 1, network: { there: (r) => 5 + 5 * r(), back: (r) => 5 + 5 * r() } })
  const probes = Array.from({ length: 320 }, (_, second) => world.ask(second * 900))
  const estimate = new ClockEstimate()
  probes.slice(0, 300).forEach((probe) => estimate.add(probe))
  const startedAtMs = performance.now()
  probes.slice(300).forEach((probe) => estimate.add(probe))
  expect((performance.now() - startedAtMs) / 20).toBeLessThan(5)
})

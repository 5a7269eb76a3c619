import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Db } from '~/db/client.server'
import { RoomClock } from '~/sync/clock.server'

/** A database that is nothing but a clock, as far away as the test says. */
class FarClock {
  /** By how much its clock is ahead of this process's. */
  aheadMs = 1_800_000_000_000
  thereMs = 5
  backMs = 5
  probes = 0

  readonly db = {
    execute: async () => {
      this.probes += 1
      vi.advanceTimersByTime(this.thereMs)
      const now_ms = performance.now() + this.aheadMs
      vi.advanceTimersByTime(this.backMs)
      return [{ now_ms }]
    },
  } as unknown as Db

  nowMs(): number {
    return performance.now() + this.aheadMs
  }
}

let far: FarClock
let clock: RoomClock
const steps: number[] = []

beforeEach(() => {
  vi.useFakeTimers()
  far = new FarClock()
  clock = new RoomClock(far.db, (stepMs) => steps.push(stepMs))
})
afterEach(() => {
  clock.stop()
  steps.length = 0
  vi.useRealTimers()
})

/** Lets probes happen for a while; each of them takes its own time besides. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('[S9] the room’s clock is the database’s, read as if in the middle of the round trip', async () => {
  await clock.start()
  expect(clock.nowMs()).toBeCloseTo(far.nowMs(), -1)
  await pass(1_234)
  expect(Math.abs(clock.preciseNowMs() - far.nowMs())).toBeLessThan(1)
})

test('[S9] a clock that has not been started says so instead of some time', () => {
  expect(() => clock.nowMs()).toThrow('started')
})

test('[S9] of several readings at the start the one with the shortest way is believed', async () => {
  const away = [
    [200, 0],
    [0, 90],
    [3, 3],
    [400, 10],
    [50, 0],
  ]
  const { execute } = far.db
  Object.assign(far.db, {
    execute: (...args: Parameters<typeof execute>) => {
      ;[far.thereMs, far.backMs] = away.shift()! as [number, number]
      return execute(...args)
    },
  })
  await clock.start()
  expect(Math.abs(clock.preciseNowMs() - far.nowMs())).toBeLessThan(1)
})

test('[S9] a drift is followed slowly, and never backwards', async () => {
  await clock.start()
  far.aheadMs -= 900
  let last = clock.preciseNowMs()
  let stood = 0
  for (let count = 0; count < 2_000; count++) {
    await pass(100)
    const now = clock.preciseNowMs()
    if (now === last) stood += 1
    expect(now).toBeGreaterThanOrEqual(last)
    last = now
  }
  expect(far.probes).toBeGreaterThan(15)
  expect(Math.abs(last - far.nowMs())).toBeLessThan(5)
  // It was indeed behind: for a while the clock stood rather than turn back.
  expect(stood).toBeGreaterThan(0)
  expect(steps).toEqual([])
})

test.for([-3_600_000, 86_400_000, -1_500, 1_500])(
  '[S9] the database’s clock being set by %d ms moves no room, and the operator is told',
  async (stepMs) => {
    await clock.start()
    const rightMs = () => far.nowMs() - stepMs
    far.aheadMs += stepMs
    await pass(60_000)
    expect(Math.abs(clock.preciseNowMs() - rightMs())).toBeLessThan(1)
    expect(Math.abs(steps[0]! - stepMs)).toBeLessThan(1)
  },
)

test('[S9] a database that is away leaves the clock as it runs', async () => {
  await clock.start()
  const { execute } = far.db
  Object.assign(far.db, { execute: () => Promise.reject(new Error('away')) })
  await pass(60_000)
  expect(Math.abs(clock.preciseNowMs() - far.nowMs())).toBeLessThan(1)
  Object.assign(far.db, { execute })
})

test('[S9] one slow answer does not shake the clock', async () => {
  await clock.start()
  const { execute } = far.db
  Object.assign(far.db, {
    execute: async (...args: Parameters<typeof execute>) => {
      far.thereMs = far.probes % 3 === 0 ? 600 : 5
      return execute(...args)
    },
  })
  await pass(100_000)
  expect(far.probes).toBeGreaterThan(20)
  expect(Math.abs(clock.preciseNowMs() - far.nowMs())).toBeLessThan(20)
})

test('[S9] minutes in which every answer is slow do not bend it', async () => {
  await clock.start()
  far.thereMs = 35
  await pass(100_000)
  expect(far.probes).toBeGreaterThan(20)
  expect(Math.abs(clock.preciseNowMs() - far.nowMs())).toBeLessThan(4)
})

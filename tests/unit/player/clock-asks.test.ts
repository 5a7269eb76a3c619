import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { networkTimesOf } from '~/player/network-times'
import { ServerClock } from '~/player/server-clock'

const AHEAD_MS = 1_000_000
let thereMs = 5
let backMs = 5
const asked: number[] = []
let underway = { probes: 0, reports: 0 }
let most = { probes: 0, reports: 0 }
let clock: ServerClock
let usableAtMs: number | null

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', new EventTarget())
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('fetch', answer)
  asked.length = 0
  underway = { probes: 0, reports: 0 }
  most = { probes: 0, reports: 0 }
  usableAtMs = null
  const startedAtMs = performance.now()
  clock = new ServerClock({
    heartbeatUrl: '/heartbeat',
    onUsable: () => (usableAtMs = performance.now() - startedAtMs),
    report: () => ({
      state: 'in-sync',
      errorMs: 0,
      startCostMs: 75,
      readyItemId: null,
      nextReadyItemId: null,
      seq: 1,
    }),
  })
  clock.sharpen({ ClockEstimate, networkTimesOf })
})
afterEach(() => {
  clock.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('[T1] how often the room’s clock is asked for', () => {
  test.each([2, 10, 30, 49, 60, 100, 140])(
    '%i ms away each way, it is known within 300 ms',
    async (wayMs) => {
      thereMs = backMs = wayMs
      clock.start()
      await vi.advanceTimersByTimeAsync(300)
      expect(usableAtMs).toBeLessThanOrEqual(300)
      expect(Math.abs(clock.playableNowMs()! - serverMs())).toBeLessThan(0.5)
    },
  )

  test('eight times to begin with, then once a second while the room plays', async () => {
    thereMs = backMs = 5
    clock.setPace('playing')
    clock.start()
    await vi.advanceTimersByTimeAsync(400)
    expect(asked).toHaveLength(8)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked.length).toBeGreaterThan(8 + 55)
    expect(asked.length).toBeLessThan(8 + 62)
  })

  test('a restless network is asked before it has answered, three times at once at most, and no report overtakes another', async () => {
    clock.setPace('playing')
    clock.start()
    for (let count = 0; count < 1_000; count++) {
      thereMs = 120 + ((17 * count) % 80) - 40
      backMs = 120 + ((29 * count) % 80) - 40
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(asked.length, 'in ten seconds').toBeGreaterThan(35)
    expect(most).toEqual({ probes: 3, reports: 1 })
  })

  test('while nothing plays, no more often than the lease of those present needs', async () => {
    clock.start()
    await vi.advanceTimersByTimeAsync(60_400)
    expect(asked.length).toBeGreaterThanOrEqual(8 + 4)
    expect(asked.length).toBeLessThan(8 + 8)
  })

  test('[T2] a clock that jumped is asked for eight times at once', async () => {
    clock.setPace('playing')
    clock.start()
    await vi.advanceTimersByTimeAsync(30_000)
    asked.length = 0
    jumpedMs = 600_000
    await vi.advanceTimersByTimeAsync(1_500)
    jumpedMs = 0
    expect(asked.length).toBeGreaterThanOrEqual(8)
  })
})

describe('the clock of a page that makes no sound', () => {
  beforeEach(() => {
    thereMs = backMs = 5
    clock = new ServerClock({ heartbeatUrl: '/heartbeat', onUsable: () => {} })
  })

  test('is that of the quickest of the last answers, and follows one that was set', async () => {
    clock.start()
    for (let count = 0; count < 40; count++) {
      thereMs = 5 + ((17 * count) % 40)
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(Math.abs(clock.nowMs() - serverMs())).toBeLessThan(10)
    thereMs = 5
    jumpedMs = 600_000
    await vi.advanceTimersByTimeAsync(90_000)
    expect(Math.abs(clock.nowMs() - serverMs())).toBeLessThan(1)
    jumpedMs = 0
  })

  test('goes on where it was when the sound is turned on, and is then learned anew', async () => {
    clock.start()
    await vi.advanceTimersByTimeAsync(1_000)
    asked.length = 0
    clock.sharpen({ ClockEstimate, networkTimesOf })
    expect(Math.abs(clock.playableNowMs()! - serverMs())).toBeLessThan(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(asked).toHaveLength(8)
  })
})

let jumpedMs = 0

function serverMs(): number {
  return performance.now() + AHEAD_MS + jumpedMs
}

/** A server that is `thereMs` away, and `backMs` from here. */
async function answer(_: string, { body }: { body: string }): Promise<Response> {
  asked.push(performance.now())
  const reports = 'report' in (JSON.parse(body) as object) ? 1 : 0
  underway = { probes: underway.probes + 1, reports: underway.reports + reports }
  most = {
    probes: Math.max(most.probes, underway.probes),
    reports: Math.max(most.reports, underway.reports),
  }
  await new Promise((resolve) => setTimeout(resolve, thereMs))
  const t1 = serverMs()
  await new Promise((resolve) => setTimeout(resolve, backMs))
  underway = { probes: underway.probes - 1, reports: underway.reports - reports }
  return Response.json({ t1, t2: t1, together: false })
}

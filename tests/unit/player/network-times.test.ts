import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { networkTimesOf } from '~/player/network-times'
import { ServerClock } from '~/player/server-clock'

/** What the browser has written down of its requests so far. */
const entries: Written[] = []
type Written = { name: string; requestStart: number; responseStart: number }

beforeEach(() => {
  vi.useFakeTimers()
  entries.length = 0
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(() => [...entries] as never)
  vi.spyOn(performance, 'clearResourceTimings').mockImplementation(() => (entries.length = 0))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const SEEN = { sentAtMs: 100, answeredAtMs: 150 }
const written = { name: 'http://host/beat?7', requestStart: 112, responseStart: 122 }

test.each([
  ['what was written before it is asked for', 0],
  ['what is written a moment later', 10],
])('%s is believed', async (_, afterMs) => {
  setTimeout(() => entries.push(written), afterMs)
  const exchange = networkTimesOf('/beat?7', SEEN)
  await vi.advanceTimersByTimeAsync(15)
  expect(await exchange).toEqual({ sentAtMs: 112, answeredAtMs: 122 })
})

test.each([
  ['of another request', { name: 'http://host/beat?17' }],
  ['that leaves the request out', { requestStart: 0 }],
  ['that leaves the answer out', { responseStart: 0 }],
  ['that comes after what the page saw', { responseStart: 152 }],
  ['that comes before what the page did', { requestStart: 98 }],
])('an entry %s is not believed, nor another waited for long', async (_, change) => {
  entries.push({ ...written, ...change })
  const exchange = networkTimesOf('/beat?7', SEEN)
  await vi.advanceTimersByTimeAsync(20)
  expect(await exchange).toEqual(SEEN)
})

test('a browser that would write no more down is made to', async () => {
  for (let count = 0; count < 1_000; count++) {
    if (entries.length < 250) entries.push({ ...written, name: `http://host/beat?${count}` })
    expect(await networkTimesOf(`/beat?${count}`, SEEN)).not.toEqual(SEEN)
  }
})

test('[T1] a page that is busy, and sends late and hears late, knows the room’s clock all the same', async () => {
  const [wayMs, aheadMs] = [5, 1_000_000]
  let count = 0
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('fetch', async (url: string) => {
    await after(10 + ((7 * count++) % 40))
    const requestStart = performance.now()
    await after(wayMs)
    const t1 = performance.now() + aheadMs
    await after(wayMs)
    entries.push({ name: `http://host${url}`, requestStart, responseStart: performance.now() })
    await after(3)
    return Response.json({ t1, t2: t1, together: false })
  })
  const clock = new ServerClock({ heartbeatUrl: '/beat', onUsable: () => {} })
  clock.sharpen({ ClockEstimate, networkTimesOf })
  clock.start()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(Math.abs(clock.playableNowMs()! - performance.now() - aheadMs)).toBeLessThan(0.1)
  expect(clock.delayMs, 'what the page took is not the network’s').toBeLessThan(wayMs + 0.5)
  clock.stop()
})

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

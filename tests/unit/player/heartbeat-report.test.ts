import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeviceReport, SoundReport } from '~/domain/playback/device'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { networkTimesOf } from '~/player/network-times'
import { ServerClock } from '~/player/server-clock'

const WAY_THERE_MS = 10
const WAY_BACK_MS = 30

type Beat = { device: string; report?: DeviceReport; atMs: number }

let beats: Beat[]
let together: boolean
let said: SoundReport
let kept: Map<string, string>

beforeEach(() => {
  vi.useFakeTimers()
  beats = []
  together = false
  said = { state: 'idle', errorMs: null, startCostMs: 75, readyItemId: null, nextReadyItemId: null, seq: 7 }
  kept = new Map()
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    beats.push({ ...(JSON.parse(body) as Beat), atMs: performance.now() })
    await after(WAY_THERE_MS)
    const atMs = performance.now() + 1_000_000
    await after(WAY_BACK_MS)
    return Response.json({ t1: atMs, t2: atMs, together })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A clock whose first burst is over, and that is now and then told of. */
async function settled() {
  const clock = new ServerClock({
    heartbeatUrl: '/beat',
    onUsable: () => {},
    report: () => said,
  })
  clock.sharpen({ ClockEstimate, networkTimesOf })
  clock.start()
  await pass(2_000)
  beats.length = 0
  return clock
}

test('each heartbeat tells how the sound stands, and what the way back takes as far as it is known', async () => {
  const clock = await settled()
  said = { ...said, state: 'in-sync', errorMs: 3 }
  await pass(10_000)
  // The two ways differ by 20 ms, of which an estimate of two ways can only believe half.
  expect(beats.at(-1)?.report).toEqual({ ...said, delayMs: expect.closeTo(20, 0) })
  expect(clock.delayMs).toBeCloseTo(20, 0)
  clock.stop()
})

test('what others wait for is told at once, other things with the next heartbeat', async () => {
  const clock = await settled()
  await pass(3_000)
  const count = beats.length
  said = { ...said, errorMs: 9, seq: 8 }
  clock.tellChanges()
  await pass(200)
  expect(beats).toHaveLength(count)
  said = { ...said, readyItemId: 'ode' }
  clock.tellChanges()
  await pass(200)
  expect(beats.slice(count).map(({ report }) => report?.readyItemId)).toEqual(['ode'])
  clock.tellSoon()
  await pass(200)
  expect(beats).toHaveLength(count + 2)
  clock.stop()
})

test('a device that changes its mind all the time is told of ten times a second at most', async () => {
  const clock = await settled()
  for (let count = 0; count < 400; count++) {
    said = { ...said, state: count % 2 ? 'stalled' : 'in-sync' }
    clock.tellChanges()
    await pass(5)
  }
  expect(beats.length).toBeGreaterThan(10)
  expect(beats.length).toBeLessThanOrEqual(21)
  clock.stop()
})

test('whether others sound in the same place is heard with each answer', async () => {
  const clock = await settled()
  expect(clock.together).toBe(false)
  together = true
  clock.tellSoon()
  await pass(5_000)
  expect(clock.together).toBe(true)
  clock.stop()
})

test('an error that no server would believe is told as the most that one does', async () => {
  const clock = await settled()
  said = { ...said, errorMs: -1e12 }
  clock.tellSoon()
  await pass(500)
  expect(beats.at(-1)?.report?.errorMs).toBe(-86_400_000)
  clock.stop()
})

test('a page keeps its name when it is reloaded, and has one where nothing can be kept', async () => {
  const clock = await settled()
  clock.tellSoon()
  await pass(200)
  const [{ device } = { device: '' }] = beats
  clock.stop()
  const reloaded = await settled()
  reloaded.tellSoon()
  await pass(200)
  expect([device, beats[0]?.device]).toEqual([expect.stringMatching(/^[\w-]{1,36}$/), device])
  reloaded.stop()

  vi.stubGlobal('sessionStorage', undefined)
  const forgetful = await settled()
  forgetful.tellSoon()
  await pass(200)
  expect(beats[0]?.device).toMatch(/^[\w-]{1,36}$/)
  expect(beats[0]?.device).not.toBe(device)
  forgetful.stop()
})

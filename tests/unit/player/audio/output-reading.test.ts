import { describe, expect, test } from 'vitest'
import { OutputReader, type ContextTimes } from '~/domain/playback/audio/output-reading'

/** A context that has run for ten seconds, 40 ms of which are not yet heard. */
const told = (change: Partial<ContextTimes> = {}, nowMs = 30_000): ContextTimes => ({
  nowMs,
  currentMs: nowMs - 20_000,
  outputLatencyMs: 40,
  baseLatencyMs: 10,
  stamp: { contextMs: nowMs - 20_048, atMs: nowMs - 8 },
  ...change,
})

/** Twelve readings, one every 100 ms. */
function readAll(change: (nowMs: number) => Partial<ContextTimes>) {
  const reader = new OutputReader()
  const heard = Array.from({ length: 12 }, (_, index) => {
    const nowMs = 30_000 + index * 100
    return reader.read(told(change(nowMs), nowMs))
  })
  return { reader, heard }
}

describe('reading where the sound is', () => {
  test('a timestamp that makes sense is taken as it is', () => {
    expect(new OutputReader().read(told())).toEqual({ contextMs: 9_952, atMs: 29_992, aheadMs: 40 })
  })

  test.each([
    ['is missing', () => ({ stamp: null })],
    ['is all zero', () => ({ stamp: { contextMs: 0, atMs: 0 } })],
    ['stands still', () => ({ stamp: { contextMs: 9_952, atMs: 29_992 } })],
    [
      'is of another clock',
      (nowMs: number) => ({ stamp: { contextMs: nowMs - 20_048, atMs: 1e12 + nowMs } }),
    ],
    [
      'is ahead of what has been made',
      (nowMs: number) => ({ stamp: { contextMs: nowMs - 19_000, atMs: nowMs } }),
    ],
    ['contradicts the latency', (nowMs: number) => ({ stamp: { contextMs: nowMs - 20_400, atMs: nowMs } })],
  ])('one that %s gives way to the latency, for good', (_, change) => {
    const { reader, heard } = readAll(change)
    expect(reader.byStamps).toBe(false)
    expect(heard.at(-1)).toEqual({ contextMs: 11_055, atMs: 31_100, aheadMs: 45 })
    expect(reader.read(told())).toMatchObject({ atMs: 30_000 })
  })

  test.each([0, -1, 1e6, undefined])('a latency of %s is not believed', (outputLatencyMs) => {
    const { heard } = readAll(() => ({ stamp: null, outputLatencyMs }))
    expect(heard.at(-1)).toMatchObject({ contextMs: 11_095 })
  })

  test('before anything has sounded nothing is held against it', () => {
    const reader = new OutputReader()
    for (let currentMs = 0; currentMs < 500; currentMs += 50)
      expect(reader.read(told({ currentMs, stamp: { contextMs: 0, atMs: 0 } }))).toBeNull()
    expect(reader.byStamps).toBe(true)
  })
})

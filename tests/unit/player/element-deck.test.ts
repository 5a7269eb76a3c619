import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FIRST_HABITS } from '~/domain/playback/follow/habits'
import type { Airing } from '~/domain/playback/on-air'
import { ElementDeck } from '~/player/element/element-deck'
import { FakeMedia } from './stage'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', { visibilityState: 'visible' })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** iPhones keep the volume to themselves. */
class PhoneMedia extends FakeMedia {
  constructor() {
    super()
    Object.defineProperty(this, 'volume', { get: () => 1, set: () => {} })
  }
}

function stage(element = new FakeMedia()) {
  const deck = new ElementDeck({
    createElement: () => element as unknown as HTMLMediaElement,
    mediaUrl: String,
    habits: { audio: { ...FIRST_HABITS }, video: { ...FIRST_HABITS } },
    onChange: () => {},
    onBlocked: () => {},
    onUnblocked: () => {},
  })
  /** Keeps the deck to a song that began at `startedAtMs` by a room's clock that is this page's. */
  const pass = async (ms: number, startedAtMs: number) => {
    const untilMs = performance.now() + ms
    const quietly: boolean[] = []
    while (performance.now() < untilMs) {
      const nowMs = performance.now()
      const againInMs = deck.keepTo(songSince(startedAtMs), nowMs, nowMs)
      if (!element.paused) quietly.push(element.volume < 0.01)
      await vi.advanceTimersByTimeAsync(Math.max(1, Math.min(againInMs, untilMs - nowMs)))
    }
    return quietly
  }
  return { deck, element, pass }
}

function songSince(updatedAtMs: number): Airing {
  const track = { id: 'ode', kind: 'audio', durationMs: 60_000 }
  return {
    item: { id: 'ode', track },
    playhead: { itemId: 'ode', playing: true, positionMs: 0, updatedAtMs, rate: 1 },
  } as unknown as Airing
}

describe('one song in one element', () => {
  test('that ran dry is stalled, one that was never heard waits', async () => {
    const { deck, element, pass } = stage()
    const startedAtMs = performance.now() - 100
    await pass(30, startedAtMs)
    expect(deck.state).toBe('waiting')
    expect(deck.ready).toBe(false)
    await pass(3_000, startedAtMs)
    expect(deck.state).toBe('following')
    expect(deck.settled).toBe(true)

    element.readyState = 2
    await pass(500, startedAtMs)
    expect(deck.state).toBe('stalled')
    element.readyState = 4
    await pass(2_000, startedAtMs)
    expect(deck.state).toBe('following')
  })

  test('that comes late begins quietly, and is as loud as it was told once it is right', async () => {
    const { deck, element, pass } = stage()
    deck.setVolume(0.6, false)
    const quietly = await pass(4_000, performance.now() - 20_000)
    expect(quietly[0]).toBe(true)
    expect(quietly.at(-1)).toBe(false)
    expect(element.volume).toBe(0.6)
    expect(Math.abs(deck.errorMs!)).toBeLessThan(5)
  })

  test('is heard at once where the page is hidden, or the volume is not the page’s', async () => {
    const phone = stage(new PhoneMedia())
    expect(await phone.pass(3_000, performance.now() - 20_000)).not.toContain(true)
    expect(phone.deck.state).toBe('following')

    vi.stubGlobal('document', { visibilityState: 'hidden' })
    const hidden = stage()
    expect(await hidden.pass(3_000, performance.now() - 20_000)).not.toContain(true)
    expect(hidden.deck.state).toBe('following')
  })

  test('is resampled where it is bent, and keeps its pitch where the room itself is faster', async () => {
    const { deck, element, pass } = stage()
    const startedAtMs = performance.now()
    await pass(3_000, startedAtMs)
    element.currentTime -= 0.03
    await pass(700, startedAtMs)
    expect(element.playbackRate).not.toBe(1)
    expect(element).toMatchObject({ preservesPitch: false })

    const nowMs = performance.now()
    const airing = songSince(nowMs)
    const faster = { ...airing, playhead: { ...airing.playhead, updatedAtMs: nowMs + 500, rate: 1.5 } }
    for (let count = 0; count < 30; count++) {
      deck.keepTo(faster, performance.now(), performance.now())
      await vi.advanceTimersByTimeAsync(30)
    }
    expect(element.playbackRate).toBeGreaterThan(1.4)
    expect(element).toMatchObject({ preservesPitch: true })
  })
})

import { describe, expect, test } from 'vitest'
import { onAir } from '~/domain/playback/on-air'
import type { Room } from '~/domain/room/room'

const track = (id: string, durationMs: number) => ({
  id,
  kind: 'audio' as const,
  title: id,
  artist: null,
  album: null,
  durationMs,
  artworkId: null,
  artworkColor: null,
})
const item = (id: string, durationMs = 60_000) => ({
  id,
  track: track(id, durationMs),
  addedBy: 'ann',
  rank: id,
})

function room(changes: Partial<Room> = {}): Room {
  return {
    current: { ...item('ode'), startedAtMs: 1_000, outcome: null },
    queue: [item('canon', 30_000), item('sakura')],
    playhead: { itemId: 'ode', playing: true, positionMs: 0, updatedAtMs: 1_000, rate: 1 },
    ended: null,
    ...changes,
  } as Room
}

describe('[S9] what sounds, by the clock alone', () => {
  test('the current song, and the next from the moment this one is over', () => {
    const { now, next } = onAir(room(), 50_000)
    expect(now?.item.id).toBe('ode')
    expect(next).toMatchObject({
      item: { id: 'canon' },
      playhead: { playing: true, positionMs: 0, updatedAtMs: 61_000 },
    })
  })

  test('a song that is over hands over before the server has said so, as often as it takes', () => {
    expect(onAir(room(), 61_000).now).toMatchObject({
      item: { id: 'canon' },
      playhead: { updatedAtMs: 61_000 },
    })
    expect(onAir(room(), 95_000)).toMatchObject({
      now: { item: { id: 'sakura' }, playhead: { updatedAtMs: 91_000 } },
      next: null,
    })
  })

  test('the last song stays when it is over, for nobody knows what comes', () => {
    expect(onAir(room({ queue: [] }), 99_000)).toMatchObject({ now: { item: { id: 'ode' } }, next: null })
  })

  test('while the room stands still the next song waits', () => {
    const still = { itemId: 'ode', playing: false, positionMs: 59_999, updatedAtMs: 1_000, rate: 1 }
    const { now, next } = onAir(room({ playhead: still }), 999_000)
    expect(now?.item.id).toBe('ode')
    expect(next).toMatchObject({ item: { id: 'canon' }, playhead: { playing: false, positionMs: 0 } })
  })

  test('nothing sounds in a room that is silent or over', () => {
    expect(onAir(room({ current: null }), 1_000)).toEqual({ now: null, next: null })
    expect(onAir(room({ ended: { atMs: 5, reason: 'host' } }), 1_000)).toEqual({ now: null, next: null })
  })
})

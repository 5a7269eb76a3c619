import { vi } from 'vitest'
import type { Room } from '~/domain/room/room'
import { SimulatedContext } from './audio/simulated-context'
import { Player, type PlayerOptions } from '~/player/player'

/** As much of a media element as the player touches, in the time of fake timers. */
export class FakeMedia extends EventTarget {
  volume = 1
  muted = false
  seeking = false
  readyState = 0
  ended = false
  paused = true
  duration = 60
  error: { code: number } | null = null
  src = ''
  /** What becomes of a load: null is a file that plays. */
  fails: boolean
  allowed: boolean
  loads = 0
  #rate = 1
  #fromMs = 0
  #sinceMs = 0

  constructor({ fails = false, allowed = true } = {}) {
    super()
    this.fails = fails
    this.allowed = allowed
  }

  get currentTime(): number {
    const movedMs = this.paused ? 0 : (performance.now() - this.#sinceMs) * this.#rate
    return (this.#fromMs + movedMs) / 1_000
  }

  set currentTime(seconds: number) {
    this.#fromMs = seconds * 1_000
    this.#sinceMs = performance.now()
  }

  get playbackRate(): number {
    return this.#rate
  }

  set playbackRate(rate: number) {
    this.currentTime = Math.max(0, this.currentTime)
    this.#rate = rate
  }

  setAttribute(): void {}

  removeAttribute(): void {
    this.src = ''
  }

  load(): void {
    this.loads += 1
    this.readyState = 0
    this.error = null
    this.pause()
    this.currentTime = 0
    if (!this.src) return
    setTimeout(() => {
      if (this.fails) this.error = { code: 4 }
      else this.readyState = 4
      this.dispatchEvent(new Event(this.fails ? 'error' : 'canplay'))
    }, 50)
  }

  async play(): Promise<void> {
    if (!this.allowed) throw new DOMException('A gesture first', 'NotAllowedError')
    if (!this.paused) return
    this.#sinceMs = performance.now()
    this.paused = false
    this.#tell('playing')
  }

  pause(): void {
    if (this.paused) return
    this.#fromMs = this.currentTime * 1_000
    this.paused = true
    this.#tell('pause')
  }

  #tell(type: string): void {
    setTimeout(() => this.dispatchEvent(new Event(type)))
  }
}

export const SERVER_AHEAD_MS = 1_000_000
/** What a simulated context makes a minute of tone of. */
const SONG = JSON.stringify({ hertz: 440, seconds: 60 })

/** A browser without a page: a heartbeat that answers, media that answer `mediaStatus`, and storage. */
export function makeStage(options: Partial<PlayerOptions> = {}, media = () => new FakeMedia()) {
  const network = { up: true, mediaStatus: 206, together: false, beats: [] as number[] }
  const elements: FakeMedia[] = []
  const told: string[] = []
  vi.useFakeTimers()
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('AudioContext', SimulatedContext)
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('localStorage', makeStorage())
  vi.stubGlobal('sessionStorage', makeStorage())
  vi.stubGlobal('fetch', async (url: string) => {
    if (!network.up) throw new TypeError('fetch failed')
    if (url.startsWith('/media/')) return new Response(SONG, { status: network.mediaStatus })
    network.beats.push(performance.now())
    await new Promise((resolve) => setTimeout(resolve, 4))
    const atMs = performance.now() - 2 + SERVER_AHEAD_MS
    return Response.json({ t1: atMs, t2: atMs, together: network.together })
  })

  const player = new Player({
    code: 'ABCDEFGH',
    heartbeatUrl: '/beat',
    mediaUrl: (trackId) => `/media/${trackId}`,
    startsOn: true,
    onEnded: (itemId) => told.push(`ended ${itemId}`),
    onUnplayable: (itemId) => told.push(`unplayable ${itemId}`),
    createElement: () => {
      const element = media()
      elements.push(element)
      return element as unknown as HTMLMediaElement
    },
    ...options,
  })
  const playing = () => elements.filter((element) => !element.paused)
  return { player, network, elements, told, playing }
}

const track = (id: string) => ({
  id,
  kind: 'audio' as const,
  title: id,
  artist: null,
  album: null,
  durationMs: 60_000,
  artworkId: null,
  artworkColor: null,
})

/** A room that has been playing this for so long. */
export function roomPlaying(itemId: string, forMs = 0, next: string[] = []): Room {
  const startedAtMs = performance.now() + SERVER_AHEAD_MS - forMs
  return {
    current: { id: itemId, track: track(itemId), addedBy: 'ann', startedAtMs, outcome: null },
    queue: next.map((id) => ({ id, track: track(id), addedBy: 'ann', rank: id })),
    playhead: { itemId, playing: true, positionMs: 0, updatedAtMs: startedAtMs, rate: 1 },
    ended: null,
  } as unknown as Room
}

function makeStorage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

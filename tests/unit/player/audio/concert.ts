import { vi } from 'vitest'
import { positionAt, type Playhead } from '~/domain/playback/playhead'
import type { Airing } from '~/domain/playback/on-air'
import type { Deck } from '~/player/deck'
import { bringWebAudio } from '~/player/web-audio/song-deck'
import { RATE, SimulatedContext, toneAt, type Song } from './simulated-context'

const SONGS: Record<string, Song> = {
  ode: { hertz: 440, seconds: 30 },
  canon: { hertz: 440, seconds: 20 },
  short: { hertz: 440, seconds: 10 },
}

/** A deck of elements of which only what is asked of it matters. */
function makeUnderstudy() {
  const asked: (Airing | null)[] = []
  const deck: Deck & { airing: Airing | null; state: Deck['state']; volume: number } = {
    airing: null,
    state: 'empty',
    output: 'element',
    errorMs: null,
    ready: false,
    startCostMs: 75,
    get settled() {
      return deck.state === 'following'
    },
    picture: null,
    trouble: null,
    rate: 1,
    seeks: 0,
    volume: 1,
    keepTo(airing: Airing) {
      deck.airing = airing
      deck.state = airing.playhead.playing ? 'following' : 'standing'
      asked.push(airing)
      return 250
    },
    clear() {
      deck.airing = null
      deck.state = 'empty'
    },
    prime() {},
    resume() {},
    forgiveStop() {},
    setVolume(volume: number) {
      deck.volume = volume
    },
  }
  return { deck, asked }
}

/** Web Audio in a browser without a page, and a room's clock that is right. */
export function makeConcert({ cardRate = 1, roomRate = 1, coarsePointer = false } = {}) {
  vi.useFakeTimers()
  SimulatedContext.made = []
  SimulatedContext.cardRate = cardRate
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const network = { up: true, broken: false }
  vi.stubGlobal('document', page)
  vi.stubGlobal('matchMedia', () => ({ matches: coarsePointer }))
  vi.stubGlobal('AudioContext', SimulatedContext)
  vi.stubGlobal('fetch', async (url: string) => {
    if (!network.up) throw new TypeError('fetch failed')
    return new Response(network.broken ? 'no song' : JSON.stringify(SONGS[url]))
  })
  const roomNowMs = (nowMs: number) => 1_000_000 + nowMs * roomRate
  let together = true
  const bring = bringWebAudio({
    mediaUrl: (trackId) => trackId,
    roomNowMs,
    together: () => together,
    forced: null,
    onChange: () => {},
  })
  const [context] = SimulatedContext.made as [SimulatedContext]
  const seats = [makeUnderstudy(), makeUnderstudy()] as const
  const decks = [bring(seats[0].deck), bring(seats[1].deck)] as const
  const wanted: [Airing | null, Airing | null] = [null, null]
  const nextTickMs = [0, 0]

  return {
    context,
    decks,
    understudies: seats,
    network,
    page,
    now: () => roomNowMs(performance.now()),
    leave: () => (together = false),
    /** What a deck is to play from now on; null clears it. */
    ask(seat: 0 | 1, airing: Airing | null) {
      wanted[seat] = airing
      nextTickMs[seat] = 0
      if (!airing) decks[seat].clear()
    },
    async pass(ms: number) {
      const untilMs = performance.now() + ms
      while (performance.now() < untilMs) {
        const nowMs = performance.now()
        for (const seat of [0, 1] as const) {
          const airing = wanted[seat]
          if (airing && nowMs >= nextTickMs[seat]!)
            nextTickMs[seat] = nowMs + decks[seat].keepTo(airing, roomNowMs(nowMs), nowMs)
        }
        await vi.advanceTimersByTimeAsync(5)
      }
    },
    /** How far the sound is from the room at this moment, by the tone that comes out; null in silence. */
    trueErrorMs(airing: Airing): number | null {
      const nowMs = performance.now()
      const { hertz } = SONGS[airing.item.track.id]!
      const frame = Math.round((context.heardMs(nowMs) / 1_000) * RATE)
      const sound = context.render(frame, frame + 2_400)
      const targetMs = positionAt(airing.playhead, roomNowMs(nowMs))
      return phaseErrorMs(sound, hertz, targetMs)
    },
  }
}

export function airing(id: string, playhead: Partial<Playhead>): Airing {
  const track = {
    id,
    kind: 'audio',
    title: id,
    durationMs: SONGS[id]!.seconds * 1_000,
  } as Airing['item']['track']
  return {
    item: { id, track },
    playhead: { itemId: id, playing: true, positionMs: 0, updatedAtMs: 0, rate: 1, ...playhead },
  }
}

/** By its phase, unique within half a period: 1.1 ms for 440 Hz. */
function phaseErrorMs(sound: Float32Array, hertz: number, targetMs: number): number | null {
  let [re, im] = [0, 0]
  sound.forEach((sample, frame) => {
    const angle = 2 * Math.PI * hertz * (targetMs / 1_000 + frame / RATE)
    re += sample * Math.cos(angle)
    im -= sample * Math.sin(angle)
  })
  if (Math.hypot(re, im) < sound.length * 0.05) return null
  return (Math.atan2(im, re) / (2 * Math.PI * hertz)) * 1_000
}

/** The largest step between neighbouring samples that a tone of this pitch cannot make. */
export function worstClick(sound: Float32Array, hertz: number): number {
  const steepest = Math.abs(toneAt(hertz, 0.25 / hertz + 1 / RATE) - toneAt(hertz, 0.25 / hertz))
  let worst = 0
  for (let frame = 1; frame < sound.length; frame++)
    worst = Math.max(worst, Math.abs(sound[frame]! - sound[frame - 1]!) - steepest * 1.01)
  return worst
}

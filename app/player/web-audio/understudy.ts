import type { Airing } from '~/domain/playback/on-air'
import { positionAt } from '~/domain/playback/playhead'
import type { Deck } from '../deck'

const FADE_STEPS = 5
const FADE_STEP_MS = 6

/** The element behind a song by Web Audio: it plays, or rests without a sound. */
export class Understudy {
  readonly deck: Deck
  /** Whether it may be heard. */
  plays = true
  /** Where it stands while it rests, on phones, which must be able to fall back on it at once. */
  #parked: Airing | null = null
  #volume = { volume: 1, muted: false }
  #fading: ReturnType<typeof setInterval> | undefined

  constructor(deck: Deck) {
    this.deck = deck
  }

  keepTo(airing: Airing, roomNowMs: number, nowMs: number): number {
    this.#wake()
    return this.deck.keepTo(airing, roomNowMs, nowMs)
  }

  /** Fades out; then it is emptied, or on phones kept at hand for when the screen is locked. */
  rest(airing: Airing, roomNowMs: number, nowMs: number): void {
    if (!this.deck.airing) return
    if (this.plays) return this.#fadeOut()
    if (!isPhone()) return this.deck.clear()
    this.#parked ??= parked(airing, roomNowMs)
    this.deck.keepTo(this.#parked, roomNowMs, nowMs)
  }

  setVolume(volume: number, muted: boolean): void {
    this.#volume = { volume, muted }
    if (this.plays) this.deck.setVolume(volume, muted)
  }

  clear(): void {
    this.#wake()
    this.deck.clear()
  }

  #wake(): void {
    clearInterval(this.#fading)
    this.#parked = null
    if (this.plays) return
    this.plays = true
    this.deck.setVolume(this.#volume.volume, this.#volume.muted)
  }

  #fadeOut(): void {
    this.plays = false
    let left = FADE_STEPS
    this.#fading = setInterval(() => {
      left -= 1
      this.deck.setVolume((this.#volume.volume * left) / FADE_STEPS, this.#volume.muted || left === 0)
      if (left === 0) clearInterval(this.#fading)
    }, FADE_STEP_MS)
  }
}

export function isPhone(): boolean {
  return matchMedia('(pointer: coarse)').matches
}

function parked({ item, playhead }: Airing, roomNowMs: number): Airing {
  return { item, playhead: { ...playhead, playing: false, positionMs: positionAt(playhead, roomNowMs) } }
}

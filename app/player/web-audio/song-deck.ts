import { chooseOutput, type Output } from '~/domain/playback/audio/choose-output'
import type { Airing } from '~/domain/playback/on-air'
import type { Deck, DeckState, Trouble } from '../deck'
import { Loudspeaker } from './loudspeaker'
import { isPhone, Understudy } from './understudy'
import { Voice } from './voice'

type Options = {
  mediaUrl: (trackId: string) => string
  /** The room's clock, or null while it is not known. */
  roomNowMs: (nowMs: number) => number | null
  /** Whether other devices sound in the same place. */
  together: () => boolean
  forced: Output | null
  /** Something happened that the next reading should see at once. */
  onChange: () => void
}

/** The element is loaded for a song that is to begin this soon and has not been decoded yet. */
const ELEMENT_BEFORE_MS = 6_000

/** Decoding keeps a browser busy, and a song that has just begun needs it: it waits for the element to be in time. */
const PATIENCE_MS = 1_500

/**
 * Who comes into a song that has been going for longer than `afterMs` waits for Web Audio in silence, up to `mostMs`: the
 * element would be there a second sooner, and a second long an echo of the others.
 */
const SILENCE = { afterMs: 1_500, mostMs: 3_000 }

/** Puts Web Audio in front of a deck of elements: one loudspeaker for all decks of a page. */
export function bringWebAudio(options: Options): (understudy: Deck) => Deck {
  const speaker = new Loudspeaker(options.onChange)
  return (understudy) => new SongDeck(understudy, speaker, options)
}

/** A song by Web Audio, with an element that plays while it is being decoded, and where Web Audio cannot. */
class SongDeck implements Deck {
  #understudy: Understudy
  #speaker: Loudspeaker
  #voice: Voice
  #options: Options
  #airing: Airing | null
  #begun = false
  /** The song that is to sound here, and since when; `late` where the others had begun. */
  #asked: { itemId: string; atMs: number; late: boolean } | null = null

  constructor(understudy: Deck, speaker: Loudspeaker, options: Options) {
    this.#understudy = new Understudy(understudy)
    this.#speaker = speaker
    this.#options = options
    this.#airing = understudy.airing
    // What the element sounds already is not taken away before Web Audio has it.
    if (understudy.state === 'following')
      this.#asked = { itemId: understudy.airing!.item.id, atMs: 0, late: false }
    this.#voice = new Voice({ ...options, speaker })
  }

  get airing(): Airing | null {
    return this.#airing
  }

  get output(): Output {
    return this.#voice.heard ? 'web-audio' : 'element'
  }

  get state(): DeckState {
    return this.#isVoices ? this.#voice.state : this.#understudy.deck.state
  }

  get trouble(): Trouble | null {
    return this.#understudy.deck.trouble
  }

  get errorMs(): number | null {
    return this.#isVoices ? this.#voice.errorMs : this.#understudy.deck.errorMs
  }

  get rate(): number {
    return this.#isVoices ? 1 + this.#voice.bend : this.#understudy.deck.rate
  }

  get seeks(): number {
    return this.#voice.jumps + this.#understudy.deck.seeks
  }

  get ready(): boolean {
    return this.#voice.holds || this.#understudy.deck.ready
  }

  get startCostMs(): number {
    const byVoiceMs = this.#voice.holds ? this.#speaker.startCostMs : null
    return byVoiceMs ?? this.#understudy.deck.startCostMs
  }

  get settled(): boolean {
    return this.#isVoices ? this.#voice.settled : this.#understudy.deck.settled
  }

  get picture(): HTMLElement | null {
    return this.#understudy.deck.picture
  }

  keepTo(airing: Airing, roomNowMs: number, nowMs: number): number {
    this.#speaker.listen()
    if (airing.item.id !== this.#airing?.item.id) this.#begun = false
    if (airing.item.id !== this.#asked?.itemId) this.#asked = askedFor(airing, roomNowMs, nowMs)
    this.#airing = airing
    const isVoices = this.#choose(airing) === 'web-audio' && !this.#voice.failed
    this.#speaker.use(this, isVoices)
    return isVoices ? this.#sing(airing, roomNowMs, nowMs) : this.#giveWay(airing, roomNowMs, nowMs)
  }

  prime(): void {
    this.#understudy.deck.prime()
    this.#speaker.resume()
  }

  resume(roomNowMs: number | null, nowMs: number): void {
    if (this.#understudy.plays) this.#understudy.deck.resume(roomNowMs, nowMs)
  }

  forgiveStop(): void {
    this.#understudy.deck.forgiveStop()
  }

  setVolume(volume: number, muted: boolean): void {
    this.#speaker.setVolume(volume, muted)
    this.#understudy.setVolume(volume, muted)
  }

  clear(): void {
    this.#speaker.use(this, false)
    this.#voice.clear()
    this.#understudy.clear()
    this.#airing = null
    this.#asked = null
    this.#begun = false
  }

  get #isVoices(): boolean {
    return this.#voice.heard || (this.#voice.holds && this.#understudy.deck.state !== 'following')
  }

  #choose({ item, playhead }: Airing): Output {
    const { together, forced } = this.#options
    return chooseOutput({
      track: item.track,
      rate: playhead.rate,
      together: together(),
      begun: this.#begun,
      hiddenPhone: isPhone() && document.visibilityState === 'hidden',
      forced,
    })
  }

  /** By Web Audio, and until it is heard by the element. */
  #sing(airing: Airing, roomNowMs: number, nowMs: number): number {
    const takesOver = this.#understudy.deck.state === 'following'
    const { playing, updatedAtMs } = airing.playhead
    const hasTime = playing && updatedAtMs - roomNowMs > ELEMENT_BEFORE_MS
    const { atMs, late } = this.#asked!
    const hasPatience = playing && !hasTime && !late && nowMs - atMs < PATIENCE_MS
    const waits = late && nowMs - atMs < SILENCE.mostMs
    const mayLoad = this.#understudy.deck.settled || !hasPatience
    const againInMs = this.#voice.keepTo(airing, nowMs, takesOver, mayLoad)
    if (this.#voice.heard) this.#begun = true
    const maySpare = this.#speaker.runs && (hasTime || waits)
    const isNeeded = this.#voice.holds ? takesOver && !this.#voice.heard : !maySpare
    if (isNeeded) return Math.min(againInMs, this.#understudy.keepTo(airing, roomNowMs, nowMs))
    this.#understudy.rest(airing, roomNowMs, nowMs)
    return againInMs
  }

  /** By the element, and until it is heard by Web Audio where that still sounds. */
  #giveWay(airing: Airing, roomNowMs: number, nowMs: number): number {
    const againInMs = this.#understudy.keepTo(airing, roomNowMs, nowMs)
    const mustWait =
      this.#voice.heard && this.#understudy.deck.state !== 'following' && airing.playhead.playing
    if (mustWait && !this.#voice.failed) return Math.min(againInMs, this.#voice.keepTo(airing, nowMs, false))
    this.#voice.rest()
    return againInMs
  }
}

function askedFor({ item, playhead }: Airing, roomNowMs: number, nowMs: number) {
  const late = playhead.playing && roomNowMs - playhead.updatedAtMs > SILENCE.afterMs
  return { itemId: item.id, atMs: nowMs, late }
}

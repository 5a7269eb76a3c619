import { follow, startAtOnce } from '~/domain/playback/follow/follow'
import {
  FILM,
  MUSIC,
  READ_EVERY_MS,
  startFollowing,
  takeUp,
  type Action,
  type Following,
  type Reading,
} from '~/domain/playback/follow/following'
import type { Habits } from '~/domain/playback/follow/habits'
import type { Airing } from '~/domain/playback/on-air'
import { positionAt } from '~/domain/playback/playhead'
import type { Track } from '~/domain/queue/queue'
import type { Deck, DeckState, Trouble } from '../deck'
import { MediaElements } from './media-elements'
import { hasEnough, movedElsewhere, readElement } from './read-element'
import { Source, type MediaUrls } from './source'

type Options = MediaUrls & {
  createElement: (kind: Track['kind']) => HTMLMediaElement
  habits: HabitsByKind
  /** Something happened that the next reading should see at once. */
  onChange: () => void
  /** The browser wants a gesture before it makes a sound, or something outside the page stopped it. */
  onBlocked: () => void
  onUnblocked: () => void
}

/** What this browser has been seen to do, for songs and for films: shared by the decks, which write what they learn. */
export type HabitsByKind = Record<Track['kind'], Habits>

const ENDS_WITHIN_MS = 60

/** One song in one media element. */
export class ElementDeck implements Deck {
  airing: Airing | null = null
  state: DeckState = 'empty'
  errorMs: number | null = null
  readonly output = 'element'
  seeks = 0
  #element: HTMLMediaElement | null = null
  #source: Source | null = null
  /** Where the room is in this song, as far as was last seen. */
  #targetMs = 0
  #options: Options
  #elements: MediaElements
  #following: Following = startFollowing()
  /** Whether we asked the element to play: a pause that nobody asked for came from outside. */
  #asked = false
  /** Whether this song has been heard here since it last had to be started. */
  #heard = false

  constructor(options: Options) {
    this.#options = options
    this.#elements = new MediaElements({
      createElement: options.createElement,
      onChange: options.onChange,
      onError: (element) => this.#faltered(element),
      onPlaying: (element) => this.#plays(element),
    })
  }

  get ready(): boolean {
    const element = this.#element
    return element !== null && !element.error && !element.seeking && hasEnough(element)
  }

  get rate(): number {
    return this.#element?.playbackRate ?? 1
  }

  get trouble(): Trouble | null {
    return this.#source?.trouble ?? null
  }

  get picture(): HTMLElement | null {
    return this.airing?.item.track.kind === 'video' ? this.#element : null
  }

  get startCostMs(): number {
    return this.#following.habits.startCostMs
  }

  get settled(): boolean {
    const { move, hushedSinceMs } = this.#following
    return this.state === 'following' && move === null && hushedSinceMs === null
  }

  clear(): void {
    this.#asked = false
    this.#heard = false
    this.airing = null
    this.state = 'empty'
    this.#element = null
    this.#source?.end()
    this.#source = null
  }

  prime(): void {
    if (this.#element) return
    this.#elements.of('audio').load()
  }

  keepTo(airing: Airing, roomNowMs: number, nowMs: number): number {
    this.#targetMs = positionAt(airing.playhead, roomNowMs)
    if (airing.item.id !== this.airing?.item.id) this.#load(airing)
    if (movedElsewhere(this.airing!.playhead, airing.playhead)) this.#takeUp()
    this.airing = airing
    if (this.state === 'unplayable') return READ_EVERY_MS

    const element = this.#element!
    const { canHush } = this.#elements
    const reading = { ...readElement(element, airing.playhead, roomNowMs, nowMs), canHush }
    if (element.ended && reading.targetMs > element.duration * 1_000 - ENDS_WITHIN_MS) {
      this.state = 'over'
      return READ_EVERY_MS
    }
    if (!reading.playing && element.paused) this.#asked = false
    if (this.#wasStopped(element, reading)) return READ_EVERY_MS
    return this.#follow(element, airing, reading)
  }

  resume(roomNowMs: number | null, nowMs: number): void {
    const element = this.#element
    const { airing } = this
    if (!element || !airing?.playhead.playing) return
    const targetMs = positionAt(airing.playhead, roomNowMs ?? airing.playhead.updatedAtMs)
    const { following, toMs } = startAtOnce(this.#following, targetMs, nowMs, this.#elements.canHush)
    this.#now(following, element)
    element.currentTime = toMs / 1_000
    element.playbackRate = airing.playhead.rate
    this.#play(element)
  }

  forgiveStop(): void {
    this.#asked = false
  }

  setVolume(volume: number, muted: boolean): void {
    this.#elements.setVolume(volume, muted)
  }

  #load(airing: Airing): void {
    this.clear()
    const { track } = airing.item
    this.airing = airing
    this.#element = this.#elements.of(track.kind)
    this.#source = new Source({
      element: this.#element,
      track,
      urls: this.#options,
      startsAtS: () => this.#targetMs / 1_000,
      onAgain: () => {
        this.#asked = false
        this.#takeUp()
      },
      onUnplayable: () => {
        this.state = 'unplayable'
        this.#options.onChange()
      },
    })
    this.#now(startFollowing(this.#options.habits[track.kind]), this.#element)
    this.state = 'waiting'
  }

  #follow(element: HTMLMediaElement, { item: { track } }: Airing, reading: Reading): number {
    const manners = track.kind === 'video' ? FILM : MUSIC
    const { following, action, againInMs } = follow(this.#following, reading, manners)
    this.#now(following, element)
    this.errorMs = following.move || action.type === 'seek' ? null : (following.errorMs ?? this.errorMs)
    this.#options.habits[track.kind] = following.habits
    this.#carryOut(action, element)
    this.state = this.#stateOf(element, reading)
    return againInMs
  }

  #now(following: Following, element: HTMLMediaElement): void {
    this.#following = following
    this.#elements.hush(following.hushedSinceMs === null ? null : element)
  }

  /** The place is another one: what was known of the old one is forgotten. */
  #takeUp(): void {
    this.#heard = false
    this.#following = takeUp(this.#following)
  }

  #carryOut(action: Action, element: HTMLMediaElement): void {
    if (action.type === 'seek') {
      element.currentTime = action.toMs / 1_000
      element.playbackRate = action.rate
      this.seeks += 1
    }
    if (action.type === 'rate') {
      element.preservesPitch = action.keepsPitch
      element.playbackRate = action.rate
    }
    if (action.type === 'start') {
      element.preservesPitch = action.rate !== 1
      element.playbackRate = action.rate
      this.#play(element)
    }
    if (action.type === 'stop') {
      this.#asked = false
      element.pause()
    }
  }

  #play(element: HTMLMediaElement): void {
    this.#asked = true
    element.play().catch((error: unknown) => {
      this.#asked = false
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#options.onBlocked()
    })
  }

  #plays(element: HTMLMediaElement): void {
    if (element !== this.#element || element.paused) return
    this.#source?.played()
    this.#asked = true
    this.#options.onUnblocked()
  }

  /** A phone call, headphones pulled out, the pause key: whoever stopped it does not want it to go on by itself. */
  #wasStopped(element: HTMLMediaElement, { playing, paused }: Reading): boolean {
    if (!this.#asked || !playing || !paused || element.ended || element.error) return false
    this.#asked = false
    this.#takeUp()
    this.#options.onBlocked()
    return true
  }

  #faltered(element: HTMLMediaElement): void {
    if (element !== this.#element) return
    this.#asked = false
    this.state = 'waiting'
    void this.#source?.faltered()
  }

  #stateOf(element: HTMLMediaElement, { playing, ready }: Reading): DeckState {
    if (element.error) return 'waiting'
    if (!playing) return ready ? 'standing' : 'waiting'
    if (element.paused) return 'waiting'
    if (!ready) return this.#heard && !element.seeking ? 'stalled' : 'waiting'
    if (this.#following.move === null) this.#heard = true
    return 'following'
  }
}

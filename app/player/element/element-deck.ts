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
import { positionAt, type Playhead } from '~/domain/playback/playhead'
import type { Track } from '~/domain/queue/queue'
import type { Deck, DeckState } from '../deck'
import { findFault } from './fault'

type Options = {
  createElement: (kind: Track['kind']) => HTMLMediaElement
  mediaUrl: (trackId: string) => string
  habits: HabitsByKind
  /** Something happened that the next reading should see at once. */
  onChange: () => void
  /** The browser wants a gesture before it makes a sound, or something outside the page stopped it. */
  onBlocked: () => void
  onUnblocked: () => void
}

/** What this browser has been seen to do, for songs and for films: shared by the decks, which write what they learn. */
export type HabitsByKind = Record<Track['kind'], Habits>

/** How long to wait before a file is asked for again; the last of these repeats. */
const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000]
/** A file that is there but does not play is given another chance or two: the answer may have been cut off. */
const TRIES_OF_A_FILE = 2
const SEEN_AT_ONCE = ['loadedmetadata', 'canplay', 'seeked', 'waiting', 'playing', 'pause', 'ended'] as const
const SAME_PLACE_MS = 20
/** `HTMLMediaElement.HAVE_FUTURE_DATA` */
const READY = 3
const ENDS_WITHIN_MS = 60
/** Not heard, and not nothing either: browsers let go of the loudspeaker for a volume of 0. */
const HUSHED_VOLUME = 0.0001

/** One song in one media element. */
export class ElementDeck implements Deck {
  airing: Airing | null = null
  #element: HTMLMediaElement | null = null
  state: DeckState = 'empty'
  errorMs: number | null = null
  readonly output = 'element'
  seeks = 0
  #options: Options
  #elements = new Map<Track['kind'], HTMLMediaElement>()
  #following: Following = startFollowing()
  /** Whether we asked the element to play: a pause that nobody asked for came from outside. */
  #asked = false
  /** Whether this song has been heard here since it last had to be started. */
  #heard = false
  #canHush = false
  #volume = { volume: 1, muted: false }
  #retries = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  get ready(): boolean {
    const element = this.#element
    if (!element || element.error) return false
    return element.readyState >= READY && !element.seeking
  }

  get rate(): number {
    return this.#element?.playbackRate ?? 1
  }

  get picture(): HTMLElement | null {
    return this.airing?.item.track.kind === 'video' ? this.#element : null
  }

  get settled(): boolean {
    const { move, hushedSinceMs } = this.#following
    return this.state === 'following' && move === null && hushedSinceMs === null
  }

  #load(airing: Airing): void {
    this.clear()
    const { track } = airing.item
    this.airing = airing
    this.#element = this.#elementFor(track.kind)
    this.#element.src = this.#options.mediaUrl(track.id)
    this.#element.load()
    this.#following = startFollowing(this.#options.habits[track.kind])
    this.state = 'waiting'
  }

  clear(): void {
    clearTimeout(this.#retryTimer)
    this.#retries = 0
    this.#asked = false
    this.#heard = false
    this.airing = null
    this.state = 'empty'
    const element = this.#element
    if (!element) return
    this.#element = null
    element.pause()
    element.removeAttribute('src')
    element.load()
  }

  prime(): void {
    if (this.#element) return
    this.#elementFor('audio').load()
  }

  keepTo(airing: Airing, roomNowMs: number, nowMs: number): number {
    if (airing.item.id !== this.airing?.item.id) this.#load(airing)
    if (movedElsewhere(this.airing!.playhead, airing.playhead)) this.#takeUp()
    this.airing = airing
    if (this.state === 'unplayable') return READ_EVERY_MS

    const element = this.#element!
    const reading = this.#read(element, airing.playhead, roomNowMs, nowMs)
    if (element.ended && reading.targetMs > element.duration * 1_000 - ENDS_WITHIN_MS) {
      this.state = 'over'
      return READ_EVERY_MS
    }
    if (!reading.playing && element.paused) this.#asked = false
    if (this.#wasStopped(element, airing.playhead)) return READ_EVERY_MS
    return this.#follow(element, airing, reading)
  }

  #read(element: HTMLMediaElement, playhead: Playhead, roomNowMs: number, nowMs: number): Reading {
    const actualMs = element.currentTime * 1_000
    // Between the room's clock and this reading the page may have been held up.
    const readAtMs = performance.now()
    const roomAtMs = roomNowMs + readAtMs - nowMs
    const startsInMs = playhead.playing ? Math.max(0, playhead.updatedAtMs - roomAtMs) : 0
    return {
      nowMs: readAtMs,
      targetMs: startsInMs > 0 ? playhead.positionMs : positionAt(playhead, roomAtMs),
      playing: playhead.playing,
      rate: playhead.rate,
      startsInMs,
      movingForMs: playhead.playing ? Math.max(0, roomAtMs - playhead.updatedAtMs) : 0,
      actualMs,
      paused: element.paused,
      seeking: element.seeking,
      ready: element.readyState >= READY,
      // A hidden page is woken too seldom to put anything right quietly.
      canHush: this.#canHush && document.visibilityState === 'visible',
    }
  }

  #follow(element: HTMLMediaElement, { item, playhead }: Airing, reading: Reading): number {
    const { kind } = item.track
    const { following, action, againInMs } = follow(this.#following, reading, kind === 'video' ? FILM : MUSIC)
    this.#following = following
    this.errorMs = following.move || action.type === 'seek' ? null : (following.errorMs ?? this.errorMs)
    this.#options.habits[kind] = following.habits
    this.#carryOut(action, element)
    this.#applyVolume(element)
    this.state = this.#stateOf(element, playhead)
    return againInMs
  }

  resume(roomNowMs: number | null, nowMs: number): void {
    const element = this.#element
    const { airing } = this
    if (!element || !airing?.playhead.playing) return
    const targetMs = positionAt(airing.playhead, roomNowMs ?? airing.playhead.updatedAtMs)
    const { following, toMs } = startAtOnce(this.#following, targetMs, nowMs, this.#canHush)
    this.#following = following
    this.#applyVolume(element)
    element.currentTime = toMs / 1_000
    element.playbackRate = airing.playhead.rate
    this.#play(element)
  }

  forgiveStop(): void {
    this.#asked = false
  }

  setVolume(volume: number, muted: boolean): void {
    this.#volume = { volume, muted }
    for (const element of this.#elements.values()) this.#applyVolume(element)
  }

  #applyVolume(element: HTMLMediaElement): void {
    const isHushed = element === this.#element && this.#following.hushedSinceMs !== null
    const volume = isHushed ? Math.min(HUSHED_VOLUME, this.#volume.volume) : this.#volume.volume
    if (element.volume !== volume) element.volume = volume
    element.muted = this.#volume.muted
  }

  /** The place is another one: what was known of the old one is forgotten. */
  #takeUp(): void {
    this.#heard = false
    this.#following = takeUp(this.#following)
  }

  #elementFor(kind: Track['kind']): HTMLMediaElement {
    const known = this.#elements.get(kind)
    if (known) return known
    const element = this.#options.createElement(kind)
    element.preload = 'auto'
    element.setAttribute('playsinline', '')
    element.volume = HUSHED_VOLUME
    this.#canHush = element.volume < 0.5
    this.#applyVolume(element)
    for (const type of SEEN_AT_ONCE) element.addEventListener(type, this.#options.onChange)
    element.addEventListener('error', () => {
      if (element === this.#element) void this.#faltered(element)
    })
    element.addEventListener('playing', () => {
      if (element !== this.#element || element.paused) return
      this.#retries = 0
      this.#asked = true
      this.#options.onUnblocked()
    })
    this.#elements.set(kind, element)
    return element
  }

  #carryOut(action: Action, element: HTMLMediaElement): void {
    if (action.type === 'seek') {
      element.currentTime = action.toMs / 1_000
      if (element.playbackRate !== action.rate) element.playbackRate = action.rate
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

  /** A phone call, headphones pulled out, the pause key: whoever stopped it does not want it to go on by itself. */
  #wasStopped(element: HTMLMediaElement, playhead: Playhead): boolean {
    if (!this.#asked || !playhead.playing || !element.paused || element.ended || element.error) return false
    this.#asked = false
    this.#takeUp()
    this.#options.onBlocked()
    return true
  }

  /** The network's trouble passes and is waited out; the file's does not, and is told. */
  async #faltered(element: HTMLMediaElement): Promise<void> {
    const { airing } = this
    this.#asked = false
    this.state = 'waiting'
    const fault = await findFault(element.src)
    if (airing === null || this.airing?.item.id !== airing.item.id) return

    const isTheFile = fault === 'gone' || (fault === 'none' && this.#retries >= TRIES_OF_A_FILE)
    if (isTheFile) {
      this.state = 'unplayable'
      return this.#options.onChange()
    }
    const afterMs = RETRY_AFTER_MS[Math.min(this.#retries, RETRY_AFTER_MS.length - 1)]
    this.#retries += 1
    this.#retryTimer = setTimeout(() => {
      this.#takeUp()
      element.load()
    }, afterMs)
  }

  #stateOf(element: HTMLMediaElement, playhead: Playhead): DeckState {
    if (element.error) return 'waiting'
    if (!playhead.playing) return 'standing'
    if (element.paused) return 'waiting'
    if (element.readyState < READY) return this.#heard && !element.seeking ? 'stalled' : 'waiting'
    if (this.#following.move === null) this.#heard = true
    return 'following'
  }
}

/** Whether the rule was changed so that the place is another one, not only said anew. */
function movedElsewhere(before: Playhead, after: Playhead): boolean {
  if (before.playing !== after.playing || before.rate !== after.rate) return true
  const sameMomentMs = after.updatedAtMs
  return Math.abs(positionAt(before, sameMomentMs) - positionAt(after, sameMomentMs)) > SAME_PLACE_MS
}

import { READ_EVERY_MS } from '~/domain/playback/follow/following'
import { forcedOutput, type Output } from '~/domain/playback/audio/choose-output'
import { onAir, type Airing, type OnAir } from '~/domain/playback/on-air'
import { endsAtMs } from '~/domain/playback/playhead'
import type { Sync } from '~/domain/playback/device'
import type { Track } from '~/domain/queue/queue'
import type { Room } from '~/domain/room/room'
import type { Deck, Trouble } from './deck'
import { ElementDeck, type HabitsByKind } from './element/element-deck'
import type { MediaUrls } from './element/source'

export type FollowerOptions = MediaUrls & {
  createElement: (kind: Track['kind']) => HTMLMediaElement
  habits: HabitsByKind
  /** The room's clock, or null while it is not known. */
  roomNowMs: (nowMs: number) => number | null
  /** Whether other devices sound in the same place. */
  together: () => boolean
  /** The file is over, but the song is not yet by the room's clock. */
  onEnded: (itemId: string) => void
  onUnplayable: (itemId: string) => void
  /** Told after each reading. */
  onReading: (reading: Reading) => void
}

/** How this device's sound stands: `rate` and `seeks` are the playing deck's, `output` null when nothing sounds. */
export type Reading = {
  nowMs: number
  sync: Sync
  output: Output | null
  rate: number
  seeks: number
}

/** Closer than this is one sound to everybody who is not standing between two loudspeakers. */
const IN_SYNC_WITHIN_MS = 30
/** The next song is fetched once this one plays well, or is nearly over. */
const PREPARE_AFTER_MS = 5_000
const PREPARE_BEFORE_END_MS = 20_000
/** The server goes on by itself; an end is worth a word only when the file is shorter than was thought. */
const ENDED_EARLY_MS = 250
/** Reports of an end further off than this are not believed. */
const ENDED_BELIEVED_MS = 1_900
/** What could not be loaded may be after the network's trouble. */
const BRING_AGAIN_AFTER_MS = 30_000

/** Keeps this device's sound where the room is: one deck plays, the other has the next song ready on the spot. */
export class Follower {
  #options: FollowerOptions
  #playing: Deck
  #prepared: Deck
  #room: Room | null = null
  #on = false
  #blocked = false
  #settledSinceMs: number | null = null
  #reported = new Set<string>()
  #screen: HTMLElement | null = null
  #forced = forcedOutput(globalThis.location?.search ?? '')
  #bringing = false
  #volume: [volume: number, muted: boolean] = [1, false]
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: FollowerOptions) {
    this.#options = options
    this.#playing = this.#makeDeck()
    this.#prepared = this.#makeDeck()
  }

  /** The item that could start at once. */
  get readyItemId(): string | null {
    const { airing, ready } = this.#playing
    return ready && airing ? airing.item.id : null
  }

  /** The item after it, if it could start at its moment. */
  get nextReadyItemId(): string | null {
    const { airing, ready } = this.#prepared
    return ready && airing ? airing.item.id : null
  }

  /** Why what is on is not played here; null where nothing is wrong that waiting a moment would not mend. */
  get trouble(): Trouble | null {
    const { state, trouble } = this.#playing
    return state === 'unplayable' || state === 'waiting' ? trouble : null
  }

  /** How long a start takes to be heard here. */
  get startCostMs(): number {
    return this.#playing.startCostMs
  }

  update(room: Room): void {
    this.#room = room
    this.tick()
  }

  setOn(on: boolean): void {
    this.#on = on
    this.#blocked = false
    if (on) this.#prime()
    this.tick()
  }

  /** To be called within a gesture. */
  unblock(): void {
    this.#blocked = false
    this.#prime()
    const nowMs = performance.now()
    this.#playing.resume(this.#options.roomNowMs(nowMs), nowMs)
    this.tick()
  }

  setVolume(volume: number, muted: boolean): void {
    this.#volume = [volume, muted]
    this.#playing.setVolume(volume, muted)
    this.#prepared.setVolume(volume, muted)
  }

  /** Where films are shown; null takes the picture away and leaves the sound. */
  showIn(screen: HTMLElement | null): void {
    this.#screen = screen
    this.#showPicture()
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#on = false
    this.#playing.clear()
    this.#prepared.clear()
    this.#screen?.replaceChildren()
  }

  /** Reads where everything is, does what is to be done and comes back when it is time. */
  tick = (): void => {
    clearTimeout(this.#timer)
    const nowMs = performance.now()
    const roomNowMs = this.#options.roomNowMs(nowMs)
    if (!this.#on || !this.#room) return this.#rest('off')
    if (roomNowMs === null) return this.#tell(nowMs, { state: 'waiting', errorMs: null })

    const air = onAir(this.#room, roomNowMs)
    if (!air.now) return this.#rest('idle')
    if (this.#options.together() || this.#forced === 'web-audio') void this.#bringWebAudio()
    this.#takeTurns(air.now)
    const againInMs = this.#blocked ? READ_EVERY_MS : this.#keepTo(air, roomNowMs, nowMs)
    this.#showPicture()
    this.#report(air.now, roomNowMs)
    this.#tell(nowMs, this.#sync())
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.tick, againInMs)
  }

  #keepTo(air: OnAir, roomNowMs: number, nowMs: number): number {
    const againInMs = this.#playing.keepTo(air.now!, roomNowMs, nowMs)
    if (!air.next) {
      this.#prepared.clear()
      return againInMs
    }
    const isLoaded = this.#prepared.airing?.item.id === air.next.item.id
    if (!isLoaded && !this.#mayPrepare(air.now!, roomNowMs, nowMs)) return againInMs
    const { playing, updatedAtMs } = air.next.playhead
    const handsOverInMs = playing ? Math.max(0, updatedAtMs - roomNowMs) : Infinity
    return Math.min(againInMs, handsOverInMs, this.#prepared.keepTo(air.next, roomNowMs, nowMs))
  }

  /** Loaded where it is wanted: several devices in one place, whose samples must fall together. */
  async #bringWebAudio(): Promise<void> {
    if (this.#bringing) return
    this.#bringing = true
    try {
      const { bringWebAudio } = await import('./web-audio/song-deck')
      const { mediaUrl, roomNowMs, together } = this.#options
      const onChange = () => this.tick()
      const before = bringWebAudio({ mediaUrl, roomNowMs, together, forced: this.#forced, onChange })
      this.#playing = before(this.#playing)
      this.#prepared = before(this.#prepared)
      this.setVolume(...this.#volume)
      this.tick()
    } catch {
      // The network's trouble, or a browser without Web Audio: the elements play on.
      setTimeout(() => (this.#bringing = false), BRING_AGAIN_AFTER_MS)
    }
  }

  /** When the song changes to the one that was prepared, the decks change places and its sound goes on. */
  #takeTurns(now: Airing): void {
    const isSame = this.#playing.airing?.item.id === now.item.id
    if (isSame) return
    this.#settledSinceMs = null
    if (this.#prepared.airing?.item.id === now.item.id) {
      ;[this.#playing, this.#prepared] = [this.#prepared, this.#playing]
      this.#prepared.clear()
    } else {
      this.#playing.clear()
    }
  }

  #mayPrepare({ item, playhead }: Airing, roomNowMs: number, nowMs: number): boolean {
    const endMs = endsAtMs(playhead, item.track.durationMs)
    if (endMs !== null && endMs - roomNowMs < PREPARE_BEFORE_END_MS) return true
    if (!this.#playing.settled) this.#settledSinceMs = null
    else this.#settledSinceMs ??= nowMs
    return this.#settledSinceMs !== null && nowMs - this.#settledSinceMs >= PREPARE_AFTER_MS
  }

  #report({ item, playhead }: Airing, roomNowMs: number): void {
    if (this.#room?.current?.id !== item.id || this.#reported.has(item.id)) return
    if (this.#playing.state === 'unplayable') {
      this.#reported.add(item.id)
      this.#options.onUnplayable(item.id)
    }
    const leftMs = (endsAtMs(playhead, item.track.durationMs) ?? Infinity) - roomNowMs
    if (this.#playing.state === 'over' && leftMs > ENDED_EARLY_MS && leftMs < ENDED_BELIEVED_MS) {
      this.#reported.add(item.id)
      this.#options.onEnded(item.id)
    }
  }

  #sync(): Sync {
    const { state, errorMs } = this.#playing
    if (this.#blocked) return { state: 'blocked', errorMs: null }
    if (state === 'standing' || state === 'over') return { state: 'idle', errorMs: null }
    if (state === 'stalled' || state === 'unplayable') return { state, errorMs: null }
    if (state !== 'following') return { state: 'waiting', errorMs: null }
    const isIn = errorMs !== null && Math.abs(errorMs) <= IN_SYNC_WITHIN_MS
    return { state: isIn ? 'in-sync' : 'catching-up', errorMs }
  }

  #tell(nowMs: number, sync: Sync): void {
    const { output, rate, seeks, state } = this.#playing
    const sounds = state === 'following'
    this.#options.onReading({ nowMs, sync, output: sounds ? output : null, rate, seeks })
  }

  #rest(state: 'off' | 'idle'): void {
    this.#playing.clear()
    this.#prepared.clear()
    this.#showPicture()
    this.#tell(performance.now(), { state, errorMs: null })
  }

  #prime(): void {
    this.#playing.prime()
    this.#prepared.prime()
  }

  #showPicture(): void {
    const { picture } = this.#playing
    if (!this.#screen || this.#screen.firstChild === picture) return
    this.#screen.replaceChildren(...(picture ? [picture] : []))
    this.#playing.forgiveStop()
  }

  #makeDeck(): Deck {
    return new ElementDeck({
      createElement: this.#options.createElement,
      mediaUrl: this.#options.mediaUrl,
      convertedUrl: this.#options.convertedUrl,
      typesUrl: this.#options.typesUrl,
      habits: this.#options.habits,
      onChange: () => this.tick(),
      onBlocked: () => {
        this.#blocked = true
        this.tick()
      },
      onUnblocked: () => {
        this.#blocked = false
      },
    })
  }
}

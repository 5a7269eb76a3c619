import type { Output } from '~/domain/playback/audio/choose-output'
import type { SoundReport, Sync } from '~/domain/playback/device'
import { onAir } from '~/domain/playback/on-air'
import { positionAt } from '~/domain/playback/playhead'
import type { Track } from '~/domain/queue/queue'
import type { Room } from '~/domain/room/room'
import type { Trouble } from './deck'
import type { HabitsByKind } from './element/element-deck'
import type { MediaUrls } from './element/source'
import type { Follower, Reading } from './follower'
import type { RemoteActions } from './lock-screen'
import { recallOn, recallVolume, rememberOn, rememberVolume, type Volume } from './memory'
import { ServerClock } from './server-clock'
import { fetchSound, soundHere } from './sound'
import type { TracePoint, Tracing } from './tracing'

export type PlayerSnapshot = Volume & {
  /** Whether this device makes a sound. */
  on: boolean
  /** Whether it needs a tap first: offer one button that calls `unblock`. */
  blocked: boolean
  sync: Sync
  /** What makes the sound; null while nothing does. */
  output: Output | null
  /** Why what is on cannot be played here; null where it can. */
  trouble: Trouble | null
}

export type PlayerOptions = MediaUrls & {
  code: string
  heartbeatUrl: string
  artworkUrl?: (artworkId: string) => string
  /** Where nothing was chosen yet: on for hosts and stages. */
  startsOn: boolean
  /** The room's clock when the page was made. */
  nowHintMs?: number
  /** What to tell the room. */
  onEnded?: (itemId: string) => void
  onUnplayable?: (itemId: string) => void
  createElement?: (kind: Track['kind']) => HTMLMediaElement
}

/** For the server's rendering, and until the browser has taken over. */
export const SILENT: PlayerSnapshot = {
  on: false,
  blocked: false,
  sync: { state: 'off', errorMs: null },
  output: null,
  trouble: null,
  volume: 1,
  muted: false,
}

/** Errors are told this often, unless the state changes: a number that flickers is read by nobody. */
const TELL_EVERY_MS = 1_000

/** Drawing a room takes a slow phone about so long. */
const SOON_MS = 100
const STARTING_TAKES_MS = 4

/** The network brought nothing to sound with; a moment later it may. */
const FETCH_AGAIN_MS = 2_000

/**
 * The room's sound on this device. Making one touches nothing; the first `update` starts it, and one after `dispose`
 * starts it again.
 */
export class Player {
  #options: PlayerOptions
  #clock: ServerClock
  #begun = false
  #follower: Follower | null = null
  #room: Room | null = null
  #actions: RemoteActions = {}
  #screen: HTMLElement | null = null
  #snapshot: PlayerSnapshot = SILENT
  #toldAtMs = 0
  #habits: HabitsByKind | null = null
  #gateAnswered = -1
  #listeners = new Set<() => void>()
  #tracing: Tracing | null = null
  /** By how much this output plays later than its clock says. */
  #nudgeMs = 0
  #ignoreNudge = () => {}

  constructor(options: PlayerOptions) {
    this.#options = options
    this.#clock = new ServerClock({
      heartbeatUrl: options.heartbeatUrl,
      hintMs: options.nowHintMs,
      onUsable: () => this.#follower?.tick(),
      report: () => this.report(),
    })
  }

  /** The room as it is now: to be called with each new one. */
  update(room: Room): void {
    this.#room = room
    if (this.#begun) this.#follower?.update(room)
    else this.#begin()
    this.#setPace()
    this.#answerGate(room)
    this.#showOnLockScreen()
  }

  /** "Play here". Turn it on within a gesture where there is one. */
  setOn(on: boolean): void {
    rememberOn(this.#options.code, on)
    this.#change({ on })
    if (this.#follower) this.#follower.setOn(on)
    else this.#sound()
    this.#setPace()
    this.#showOnLockScreen()
  }

  /** Fetches what sounding takes. Called before the tap that turns it on, it lets the browser count that tap. */
  prepare(): void {
    fetchSound().catch(() => {})
  }

  /** To be called in the gesture that a blocked browser waits for. */
  unblock(): void {
    this.#follower?.unblock()
  }

  /** From 0 to 1. */
  setVolume(volume: number): void {
    this.#setVolume({ volume: Math.min(1, Math.max(0, volume)), muted: false })
  }

  setMuted(muted: boolean): void {
    this.#setVolume({ volume: this.#snapshot.volume, muted })
  }

  /** What the lock screen and the media keys may do for this person. */
  setActions(actions: RemoteActions): void {
    this.#actions = actions
    this.#showOnLockScreen()
  }

  /** Where films are shown. */
  showIn(screen: HTMLElement | null): void {
    this.#screen = screen
    this.#follower?.showIn(screen)
  }

  /** The room's clock. */
  serverNowMs(): number {
    return this.#clock.nowMs()
  }

  /** Where the room is in what plays. */
  positionMs(): number {
    const nowMs = this.#clock.nowMs()
    const now = this.#room && onAir(this.#room, nowMs).now
    return now ? Math.min(positionAt(now.playhead, nowMs), now.item.track.durationMs) : 0
  }

  /** What the room may know of this device's sound. */
  report(): SoundReport {
    return {
      ...this.#snapshot.sync,
      startCostMs: this.#follower?.startCostMs ?? null,
      readyItemId: this.#follower?.readyItemId ?? null,
      nextReadyItemId: this.#follower?.nextReadyItemId ?? null,
      seq: this.#room?.seq ?? 0,
    }
  }

  /** For how long drawing a room would be in the way of a start that is about to be made in it; 0 when none is. */
  busyForMs = ({ room: { playhead } }: { room: Room }): number => {
    const roomNowMs = this.#clock.playableNowMs()
    if (!this.#follower || roomNowMs === null || !playhead.playing) return 0
    const inMs = playhead.updatedAtMs - roomNowMs - this.#follower.startCostMs
    return inMs > 0 && inMs < SOON_MS ? inMs + STARTING_TAKES_MS : 0
  }

  /** Whether readings are kept for a look at them. Each switching on begins anew. */
  async setTracing(on: boolean): Promise<void> {
    this.#tracing = on ? new (await import('./tracing')).Tracing() : null
  }

  /** The last two minutes of readings, oldest first; empty unless they are kept. */
  trace(): readonly TracePoint[] {
    return this.#tracing?.points ?? []
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  getSnapshot = (): PlayerSnapshot => this.#snapshot

  dispose(): void {
    this.#clock.stop()
    this.#ignoreNudge()
    this.#begun = false
    this.#follower?.dispose()
    this.#follower = null
    soundHere()?.offerActions({})
    soundHere()?.showOnLockScreen(null, false, null)
  }

  #begin(): void {
    this.#begun = true
    const on = recallOn(this.#options.code) ?? this.#options.startsOn
    this.#change({ ...recallVolume(), on })
    this.#clock.start()
    this.#sound()
  }

  /** At once where all that it takes is here, so that the tap that asks for it counts; else as soon as that has come. */
  #sound(): void {
    if (!this.#begun || this.#follower) return
    const { on } = this.#snapshot
    const here = soundHere()
    if (on && here) return this.#follow(here)
    this.#change({ sync: { state: on ? 'waiting' : 'off', errorMs: null } })
    if (!on) return
    const again = () => this.#sound()
    fetchSound().then(again, () => setTimeout(again, FETCH_AGAIN_MS))
  }

  #follow(sound: NonNullable<ReturnType<typeof soundHere>>): void {
    const { Follower, recallHabits } = sound
    this.#clock.sharpen(sound)
    const { volume, muted } = this.#snapshot
    const follower = new Follower({
      createElement: this.#options.createElement ?? ((kind) => document.createElement(kind)),
      mediaUrl: this.#options.mediaUrl,
      convertedUrl: this.#options.convertedUrl,
      typesUrl: this.#options.typesUrl,
      habits: (this.#habits = recallHabits()),
      roomNowMs: (nowMs) => {
        const roomNowMs = this.#clock.playableNowMs(nowMs)
        return roomNowMs === null ? null : roomNowMs - this.#nudgeMs
      },
      together: () => this.#clock.together,
      onEnded: (itemId) => this.#options.onEnded?.(itemId),
      onUnplayable: (itemId) => this.#options.onUnplayable?.(itemId),
      onReading: (reading) => {
        this.#tell(reading)
        this.#clock.tellChanges()
      },
    })
    this.#follower = follower
    follower.setVolume(volume, muted)
    follower.showIn(this.#screen)
    follower.setOn(true)
    if (this.#room) follower.update(this.#room)
    this.#showOnLockScreen()
    this.#ignoreNudge = sound.watchNudge((nudgeMs) => {
      this.#nudgeMs = nudgeMs
    })
  }

  /** A gate waits for the word of each device that knows of it. */
  #answerGate({ gate, seq }: Room): void {
    if (!gate || seq < gate.seq || gate.seq === this.#gateAnswered) return
    this.#gateAnswered = gate.seq
    this.#clock.tellSoon()
  }

  #setPace(): void {
    this.#clock.setPace(
      this.#snapshot.on && (this.#room?.playhead.playing || this.#room?.gate) ? 'playing' : 'idle',
    )
  }

  #setVolume(volume: Volume): void {
    rememberVolume(volume)
    this.#follower?.setVolume(volume.volume, volume.muted)
    this.#change(volume)
  }

  #showOnLockScreen(): void {
    const track = (this.#snapshot.on && this.#room?.current?.track) || null
    const artworkUrl = (track?.artworkId && this.#options.artworkUrl?.(track.artworkId)) || null
    const here = soundHere()
    here?.showOnLockScreen(track, this.#room?.playhead.playing ?? false, artworkUrl, this.positionMs())
    here?.offerActions(track ? this.#actions : {})
  }

  #tell(reading: Reading): void {
    this.#trace(reading)
    const { nowMs, output } = reading
    const { state, errorMs } = reading.sync
    const rounded = errorMs === null ? null : Math.round(errorMs)
    const trouble = this.#follower?.trouble ?? null
    const { sync, output: outputBefore, trouble: troubleBefore } = this.#snapshot
    const isSame = sync.state === state && outputBefore === output && troubleBefore === trouble
    if (isSame && (sync.errorMs === rounded || nowMs - this.#toldAtMs < TELL_EVERY_MS)) return
    this.#toldAtMs = nowMs
    if (state === 'in-sync' && this.#habits) soundHere()?.rememberHabits(this.#habits)
    this.#change({ sync: { state, errorMs: rounded }, output, blocked: state === 'blocked', trouble })
  }

  #trace({ nowMs, sync, ...sound }: Reading): void {
    const roomNowMs = this.#clock.playableNowMs(nowMs)
    if (!this.#tracing || roomNowMs === null) return
    this.#tracing.add({
      nowMs,
      offsetMs: roomNowMs - nowMs,
      skew: (this.#clock.playableNowMs(nowMs + 1_000)! - roomNowMs) / 1_000 - 1,
      uncertaintyMs: this.#clock.uncertaintyMs(nowMs),
      errorMs: sync.errorMs,
      ...sound,
    })
  }

  #change(change: Partial<PlayerSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}

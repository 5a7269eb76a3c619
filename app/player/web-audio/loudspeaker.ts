import { OutputClock } from '~/domain/playback/audio/output-clock'
import { OutputReader, type Stamp } from '~/domain/playback/audio/output-reading'

/** A change of volume is spread over about three times this, so that it does not crackle. */
const VOLUME_GLIDE_S = 0.015
/** A context that says it runs and whose time stands still for so long has lost its device. */
const STUCK_MS = 700
/** Nobody plays: after this the sound card may sleep. */
const SUSPEND_AFTER_MS = 15_000
/** Often enough to know an output's clock within seconds; looking costs next to nothing. */
const LISTEN_EVERY_MS = 75
/**
 * Half as much again as the shortest, which crackles when a machine is busy: Chromium then takes 50 ms from a sample's
 * making to its sound, and 70 with the hint for playback, by which a press of play would be heard later.
 */
const BUFFER_S = 0.015
/** Beyond what is being made at this moment, a buffer or so: the time it takes to make something new. */
const LEAD_MS = 4
/** Sound is made a buffer at a time, so a single look at what a start costs is off by up to half of one. */
const NEWS_SHARE = 0.1
const GESTURES = ['pointerdown', 'keydown'] as const

export type SongEnd = { frame: number; past: number }

/** This page's one AudioContext, and what is known of when its samples are heard. */
export class Loudspeaker {
  readonly context = new AudioContext({ latencyHint: BUFFER_S })
  readonly input: GainNode
  readonly clock = new OutputClock()
  /** Where a song that plays to its end will be over, and by how much of a frame: the next can begin there. */
  songEnd: SongEnd | null = null
  #reader = new OutputReader()
  #onChange: () => void
  #users = new Set<object>()
  #suspendTimer: ReturnType<typeof setTimeout> | undefined
  #listenTimer: ReturnType<typeof setInterval> | undefined
  #moved = { currentMs: 0, atMs: 0 }
  #startCostMs: number | null = null

  constructor(onChange: () => void) {
    this.#onChange = onChange
    this.input = this.context.createGain()
    this.input.connect(this.context.destination)
    this.context.addEventListener('statechange', this.#onState)
    document.addEventListener('visibilitychange', onChange)
    this.#onState()
  }

  get rate(): number {
    return this.context.sampleRate
  }

  /** The frame that the context will make next. */
  get frame(): number {
    return Math.ceil(this.context.currentTime * this.rate)
  }

  /** The first frame at which something new can still begin. */
  get soonFrame(): number {
    const leadS = (this.context.baseLatency || 0) + LEAD_MS / 1_000
    return this.frame + Math.ceil(leadS * this.rate)
  }

  /** How long it usually takes until something new can be heard; null until `known`. */
  get startCostMs(): number | null {
    return this.known ? this.#startCostMs : null
  }

  framesIn(ms: number): number {
    return Math.round((ms / 1_000) * this.rate)
  }

  msOf(frames: number): number {
    return (frames / this.rate) * 1_000
  }

  /** Whether what is given to it is heard, and when is known. */
  get known(): boolean {
    return this.runs && this.clock.known
  }

  get runs(): boolean {
    return this.context.state === 'running' && performance.now() - this.#moved.atMs < STUCK_MS
  }

  /** Looks at the clocks. It does so by itself too, but in a hidden page timers are late. */
  listen = (): void => {
    const nowMs = performance.now()
    const currentMs = this.context.currentTime * 1_000
    if (currentMs !== this.#moved.currentMs) this.#moved = { currentMs, atMs: nowMs }
    if (this.context.state !== 'running') return
    const { byStamps } = this.#reader
    const heard = this.#reader.read({
      nowMs,
      currentMs,
      outputLatencyMs: inMs(this.context.outputLatency),
      baseLatencyMs: inMs(this.context.baseLatency),
      stamp: stampOf(this.context),
    })
    if (byStamps !== this.#reader.byStamps) this.clock.forget()
    if (heard) this.clock.add(heard)
    if (this.clock.known) this.#learnStartCost(nowMs)
  }

  /** Works within a gesture, and without one where the browser trusts this page. */
  resume(): void {
    // Refused without a gesture: the next one tries again.
    void this.context.resume().catch(() => {})
  }

  setVolume(volume: number, muted: boolean): void {
    this.input.gain.setTargetAtTime(muted ? 0 : volume, this.context.currentTime, VOLUME_GLIDE_S)
  }

  /** Somebody plays by it, or no longer does. */
  use(user: object, inUse: boolean): void {
    const before = this.#users.size
    if (inUse) this.#users.add(user)
    else this.#users.delete(user)
    if (this.#users.size > 0 === before > 0) return
    clearTimeout(this.#suspendTimer)
    if (inUse) this.resume()
    else this.#suspendTimer = setTimeout(() => void this.context.suspend(), SUSPEND_AFTER_MS)
  }

  #learnStartCost(nowMs: number): void {
    const costMs = Math.max(0, this.clock.msAt(this.msOf(this.soonFrame)) - nowMs)
    this.#startCostMs = costMs + (1 - NEWS_SHARE) * ((this.#startCostMs ?? costMs) - costMs)
  }

  #onState = (): void => {
    this.clock.forget()
    this.#startCostMs = null
    const isHeldBack = this.context.state !== 'running'
    clearInterval(this.#listenTimer)
    if (!isHeldBack) this.#listenTimer = setInterval(this.listen, LISTEN_EVERY_MS)
    for (const type of GESTURES) {
      if (isHeldBack) document.addEventListener(type, this.#onGesture)
      else document.removeEventListener(type, this.#onGesture)
    }
    this.#onChange()
  }

  #onGesture = (): void => {
    if (this.#users.size > 0) this.resume()
  }
}

function stampOf(context: AudioContext): Stamp | null {
  const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {}
  if (contextTime === undefined || performanceTime === undefined) return null
  return { contextMs: contextTime * 1_000, atMs: performanceTime }
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000
}

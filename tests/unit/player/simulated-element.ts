import { follow } from '~/domain/playback/follow/follow'
import {
  MUSIC,
  startFollowing,
  takeUp,
  type Action,
  type Following,
  type Manners,
} from '~/domain/playback/follow/following'
import { positionAt, type Playhead } from '~/domain/playback/playhead'

export type Ways = {
  /** From `play()` to sound, and how widely that varies, starts coming in steps of an output buffer. */
  startMs: number
  startSpreadMs: number
  /** From a new `currentTime` to sound there. */
  seekMs: number
  /** What is lost each time the rate leaves 1. */
  bendCostMs: number
  /** The rate is rounded to multiples of this. */
  rateGrain: number
  /** From a new rate to its sound. */
  lagMs: number
  /** Its sound card's rate. */
  cardRate: number
  /** How far a reading of the position may lie off. */
  noiseMs: number
  /** How often what is read moves on. */
  readEveryMs: number
  /** How long until there is enough to play. */
  loadMs: number
  /** Whether its volume is the page's to change. */
  canHush: boolean
}

/** Chromium's, as measured. */
export const ORDINARY: Ways = {
  startMs: 75,
  startSpreadMs: 21,
  seekMs: 77,
  bendCostMs: 0,
  rateGrain: 0,
  lagMs: 50,
  cardRate: 1.00005,
  noiseMs: 1,
  readEveryMs: 0,
  loadMs: 150,
  canHush: true,
}

/** The stretcher that keeps the pitch goes on at the old rate until it is this far off, and jumps there. */
const STRETCH_JUMP_MS = 15
/** What it loses as it lets go. */
const STRETCH_COST_MS = 17

/** A media element as browsers have been seen to behave, in made-up time. */
export class SimulatedElement {
  /** As the element says. */
  positionMs = 0
  paused = true
  rate = 1
  seeks = 0
  rateChanges = 0
  seekTimes: number[] = []
  readonly ways: Ways
  #keepsPitch = false
  #heardRate = 1
  #newRateAtMs = Infinity
  /** How far the sound is from what the element says. */
  #stretchedMs = 0
  #shownMs = 0
  #shownAtMs = 0
  #readyAtMs: number
  #silentUntilMs = 0
  #seekingUntilMs = 0
  #random: () => number

  constructor(ways: Ways, random: () => number) {
    this.ways = ways
    this.#random = random
    this.#readyAtMs = ways.loadMs
  }

  /** Where its sound is. */
  get heardMs(): number {
    return this.positionMs + this.#stretchedMs
  }

  stall(nowMs: number, forMs: number): void {
    this.#readyAtMs = nowMs + forMs
  }

  ready(nowMs: number): boolean {
    return nowMs >= this.#readyAtMs
  }

  seeking(nowMs: number): boolean {
    return nowMs < this.#seekingUntilMs
  }

  read(): number {
    return this.#shownMs + (this.#random() - 0.5) * 2 * this.ways.noiseMs
  }

  sounding(nowMs: number): boolean {
    return !this.paused && this.ready(nowMs) && nowMs >= this.#silentUntilMs
  }

  advance(nowMs: number, byMs: number): void {
    if (nowMs >= this.#newRateAtMs) this.#takeOnRate()
    if (this.sounding(nowMs)) this.#move(byMs)
    if (nowMs - this.#shownAtMs < this.ways.readEveryMs && !this.paused) return
    this.#shownMs = this.positionMs
    this.#shownAtMs = nowMs
  }

  #move(byMs: number): void {
    const movedMs = byMs * this.#heardRate * this.ways.cardRate
    this.positionMs += movedMs
    if (!this.#keepsPitch || this.#heardRate === 1) return
    this.#stretchedMs -= movedMs - byMs
    if (Math.abs(this.#stretchedMs) > STRETCH_JUMP_MS) this.#stretchedMs = 0
  }

  carryOut(action: Action, nowMs: number): void {
    if (action.type === 'seek') {
      this.positionMs = action.toMs
      this.#shownMs = action.toMs
      this.#silentUntilMs = nowMs + this.ways.seekMs
      this.#seekingUntilMs = nowMs + this.ways.seekMs * 0.7
      this.seeks += 1
      this.seekTimes.push(nowMs)
      this.#setRate(action.rate, false, nowMs)
    }
    if (action.type === 'start') {
      this.paused = false
      this.#setRate(action.rate, false, nowMs)
      this.#silentUntilMs = nowMs + this.ways.startMs + (this.#random() - 0.5) * this.ways.startSpreadMs
    }
    if (action.type === 'stop') this.paused = true
    if (action.type === 'rate') this.#setRate(action.rate, action.keepsPitch, nowMs)
  }

  #setRate(rate: number, keepsPitch: boolean, nowMs: number): void {
    if (rate === this.rate && keepsPitch === this.#keepsPitch) return
    if (this.rate === 1) this.positionMs -= this.ways.bendCostMs
    if (this.#keepsPitch && !keepsPitch) {
      this.positionMs += this.#stretchedMs - STRETCH_COST_MS
      this.#stretchedMs = 0
    }
    this.rate = rate
    this.#keepsPitch = keepsPitch
    this.rateChanges += 1
    this.#newRateAtMs = nowMs + this.ways.lagMs
  }

  #takeOnRate(): void {
    const { rateGrain } = this.ways
    this.#heardRate = rateGrain ? Math.round(this.rate / rateGrain) * rateGrain : this.rate
    this.#newRateAtMs = Infinity
  }
}

/** A player and its room, run through time in steps of 5 ms. */
export class Scene {
  nowMs = 0
  element: SimulatedElement
  following: Following = startFollowing()
  playhead: Playhead
  /** The true error, each 5 ms that sound is heard. */
  errors: { atMs: number; errorMs: number }[] = []
  /** The rates at which sound was heard. */
  rates: number[] = []
  /** Hidden tabs are woken no more often than this. */
  slowTimersMs = 0
  #manners: Manners
  #nextReadingMs = 0

  constructor(element: SimulatedElement, playhead: Partial<Playhead>, manners: Manners = MUSIC) {
    this.element = element
    this.#manners = manners
    this.playhead = { itemId: 'song', playing: true, positionMs: 0, updatedAtMs: 0, rate: 1, ...playhead }
  }

  say(playhead: Partial<Playhead>): void {
    const positionMs = positionAt(this.playhead, this.nowMs)
    this.playhead = { ...this.playhead, positionMs, updatedAtMs: this.nowMs, ...playhead }
    this.following = takeUp(this.following)
    this.#nextReadingMs = this.nowMs
  }

  run(forMs: number): this {
    const untilMs = this.nowMs + forMs
    for (; this.nowMs < untilMs; this.nowMs += 5) {
      if (this.nowMs >= this.#nextReadingMs) this.#read()
      this.element.advance(this.nowMs, 5)
      this.#hear()
    }
    return this
  }

  /** The worst of the time since. */
  worstSince(atMs: number): number {
    const since = this.errors.filter((error) => error.atMs >= atMs)
    return Math.max(...since.map(({ errorMs }) => Math.abs(errorMs)))
  }

  #hear(): void {
    const { playhead, nowMs, element, following } = this
    const isHeard = element.sounding(nowMs) && following.hushedSinceMs === null
    if (!playhead.playing || !isHeard || nowMs < playhead.updatedAtMs) return
    this.errors.push({ atMs: nowMs, errorMs: element.heardMs - positionAt(playhead, nowMs + 5) })
    this.rates.push(element.rate)
  }

  #read(): void {
    const { playhead, nowMs, element } = this
    const startsInMs = playhead.playing ? Math.max(0, playhead.updatedAtMs - nowMs) : 0
    const reading = {
      nowMs,
      targetMs: startsInMs > 0 ? playhead.positionMs : positionAt(playhead, nowMs),
      playing: playhead.playing,
      rate: playhead.rate,
      startsInMs,
      movingForMs: playhead.playing ? Math.max(0, nowMs - playhead.updatedAtMs) : 0,
      actualMs: element.read(),
      paused: element.paused,
      seeking: element.seeking(nowMs),
      ready: element.ready(nowMs),
      canHush: element.ways.canHush,
    }
    const { following, action, againInMs } = follow(this.following, reading, this.#manners)
    this.following = following
    element.carryOut(action, nowMs)
    this.#nextReadingMs = nowMs + Math.max(againInMs, this.slowTimersMs)
  }
}

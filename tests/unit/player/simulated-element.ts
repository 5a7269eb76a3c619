import {
  follow,
  MUSIC,
  startFollowing,
  takeUp,
  type Action,
  type Following,
  type Manners,
} from '~/domain/playback/follow'
import { positionAt, type Playhead } from '~/domain/playback/playhead'

export type Ways = {
  /** From `play()` to sound. */
  startMs: number
  /** From a new `currentTime` to sound there. */
  seekMs: number
  /** What is lost each time the rate leaves 1. */
  bendCostMs: number
  /** The rate is rounded to multiples of this. */
  rateGrain: number
  /** Its sound card's rate. */
  cardRate: number
  /** How far a reading of the position may lie off. */
  noiseMs: number
  /** How long until there is enough to play. */
  loadMs: number
}

export const ORDINARY: Ways = {
  startMs: 40,
  seekMs: 60,
  bendCostMs: 17,
  rateGrain: 0,
  cardRate: 1.00005,
  noiseMs: 2,
  loadMs: 150,
}

/** A media element as browsers have been seen to behave, in made-up time. */
export class SimulatedElement {
  positionMs = 0
  paused = true
  rate = 1
  seeks = 0
  rateChanges = 0
  seekTimes: number[] = []
  #ways: Ways
  #readyAtMs: number
  #silentUntilMs = 0
  #seekingUntilMs = 0
  #random: () => number

  constructor(ways: Ways, random: () => number) {
    this.#ways = ways
    this.#random = random
    this.#readyAtMs = ways.loadMs
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
    return this.positionMs + (this.#random() - 0.5) * 2 * this.#ways.noiseMs
  }

  sounding(nowMs: number): boolean {
    return !this.paused && this.ready(nowMs) && nowMs >= this.#silentUntilMs
  }

  advance(nowMs: number, byMs: number): void {
    if (!this.sounding(nowMs)) return
    const { rateGrain, cardRate } = this.#ways
    const rate = rateGrain ? Math.round(this.rate / rateGrain) * rateGrain : this.rate
    this.positionMs += byMs * rate * cardRate
  }

  carryOut(action: Action, nowMs: number): void {
    if (action.type === 'seek') {
      this.positionMs = action.toMs
      this.#silentUntilMs = nowMs + this.#ways.seekMs
      this.#seekingUntilMs = nowMs + this.#ways.seekMs * 0.7
      this.seeks += 1
      this.seekTimes.push(nowMs)
    }
    if (action.type === 'start') {
      this.paused = false
      this.rate = action.rate
      this.#silentUntilMs = nowMs + this.#ways.startMs
    }
    if (action.type === 'stop') this.paused = true
    if (action.type === 'rate') {
      if (this.rate === 1) this.positionMs -= this.#ways.bendCostMs
      this.rate = action.rate
      this.rateChanges += 1
    }
  }
}

/** A player and its room, run through time in steps of 5 ms. */
export class Scene {
  nowMs = 0
  element: SimulatedElement
  following: Following = startFollowing()
  playhead: Playhead
  /** The true error, each 5 ms that sound comes out. */
  errors: { atMs: number; errorMs: number }[] = []
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
      if (this.playhead.playing && this.element.sounding(this.nowMs)) {
        const errorMs = this.element.positionMs - positionAt(this.playhead, this.nowMs + 5)
        this.errors.push({ atMs: this.nowMs, errorMs })
        this.rates.push(this.element.rate)
      }
    }
    return this
  }

  /** The worst of the time since. */
  worstSince(atMs: number): number {
    const since = this.errors.filter((error) => error.atMs >= atMs)
    return Math.max(...since.map(({ errorMs }) => Math.abs(errorMs)))
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
      actualMs: element.read(),
      paused: element.paused,
      seeking: element.seeking(nowMs),
      ready: element.ready(nowMs),
    }
    const { following, action, againInMs } = follow(this.following, reading, this.#manners)
    this.following = following
    element.carryOut(action, nowMs)
    this.#nextReadingMs = nowMs + Math.max(againInMs, this.slowTimersMs)
  }
}

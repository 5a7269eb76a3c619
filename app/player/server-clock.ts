import type { ClockEstimate } from '~/domain/playback/clock-estimate'
import { delayOf, keepArrivals, type Arrival } from '~/domain/playback/delay'
import type { DeviceReport, SoundReport } from '~/domain/playback/device'
import { Heartbeat, type Answered } from './heartbeat'
import type { networkTimesOf } from './network-times'
import { RoughClock } from './rough-clock'

export type Pace = 'playing' | 'idle'

/** The idle pace also renews the lease of 15 s by which a member counts as present. */
const EVERY_MS: Record<Pace, number> = { playing: 1_000, idle: 10_000 }
/** On a restless network one probe a second would take minutes to be sure: at first it asks more often. */
const UNSURE = [
  { beyondMs: 2, everyMs: 100 },
  { beyondMs: 0.3, everyMs: 250 },
]
/** A burst gives a usable estimate within 300 ms of joining. */
const BURST_PROBES = 8
const BURST_GAP_MS = 20
/** On a slow network it does not wait for one answer to ask again: of a browser's six connections half are left. */
const MOST_AT_ONCE = 3
const USABLE_AFTER_PROBES = 3
/** On a slow network the first answer must do: three would take too long. */
const USABLE_AFTER_MS = 100
const MOST_BACK_OFF_MS = 15_000
/** What is worth telling at once still leaves the network a breath: a deck that loads changes its mind several times. */
const TELL_SOON_MS = 100
const ARRIVALS_KEPT = 128

type Options = {
  heartbeatUrl: string
  /** The room's clock when the page was made, shown until a better estimate is there. */
  hintMs?: number | undefined
  onUsable: () => void
  /** What to tell the room of this device's sound, with each heartbeat. */
  report?: () => SoundReport
}

type Estimate = Pick<ClockEstimate, 'add' | 'probeCount' | 'serverNowMs' | 'uncertaintyMs' | 'doubtMs'>

/** The room's clock as this browser knows it, learned by the heartbeats that it sends anyway. */
export class ServerClock {
  #rough = new RoughClock()
  #estimate: Estimate = this.#rough
  #timesOf: typeof networkTimesOf | null = null
  #options: Options
  #heartbeat: Heartbeat
  #pace: Pace = 'idle'
  #burstLeft = 0
  #failures = 0
  #usable = false
  #startedAtMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #underway = 0
  /** A report must not overtake another. */
  #reporting = false
  #running = false
  #arrivals: Arrival[] = []
  #together = false
  #askedAtMs = -Infinity
  #hasNews = false
  /** What of the last report others may wait for. */
  #told = ''

  constructor(options: Options) {
    this.#options = options
    this.#heartbeat = new Heartbeat(options.heartbeatUrl)
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#startedAtMs = performance.now()
    document.addEventListener('visibilitychange', this.#burst)
    addEventListener('online', this.#burst)
    addEventListener('pageshow', this.#burst)
    this.#burst()
  }

  stop(): void {
    this.#running = false
    clearTimeout(this.#timer)
    document.removeEventListener('visibilitychange', this.#burst)
    removeEventListener('online', this.#burst)
    removeEventListener('pageshow', this.#burst)
  }

  /** From now on the clock is learned as well as it can be. What that takes is fetched with the sound. */
  sharpen(by: { ClockEstimate: typeof ClockEstimate; networkTimesOf: typeof networkTimesOf }): void {
    if (this.#timesOf) return
    this.#timesOf = by.networkTimesOf
    this.#estimate = new by.ClockEstimate()
    for (const probe of this.#rough.probes) this.#estimate.add(probe)
    this.#burst()
  }

  setPace(pace: Pace): void {
    if (pace === this.#pace) return
    this.#pace = pace
    if (pace === 'playing') this.#plan(0)
  }

  /** The room's clock now: null until the estimate is good enough to play by. */
  playableNowMs(nowMs = performance.now()): number | null {
    return this.#usable ? this.#estimate.serverNowMs(nowMs) : null
  }

  /** The room's clock now, as well as can be said: fit for a progress bar. */
  nowMs(nowMs = performance.now()): number {
    const hintMs = this.#options.hintMs
    return (
      this.#estimate.serverNowMs(nowMs) ??
      (hintMs === undefined ? Date.now() : hintMs + nowMs - this.#startedAtMs)
    )
  }

  uncertaintyMs(nowMs = performance.now()): number {
    return this.#estimate.uncertaintyMs(nowMs)
  }

  /** How long the server's word takes to get here, in all but the worst of a hundred cases; null before it is known. */
  get delayMs(): number | null {
    return delayOf(this.#arrivals, (atMs) => this.#estimate.serverNowMs(atMs))
  }

  /** Whether other devices sound in the same place as this one. */
  get together(): boolean {
    return this.#together
  }

  /** To be called when the report may be another: what others wait to hear does not wait for its turn. */
  tellChanges(): void {
    const report = this.#options.report?.()
    if (report && wordOf(report) !== this.#told) this.tellSoon()
  }

  /** The next heartbeat does not wait for its turn. */
  tellSoon(): void {
    this.#hasNews = true
    this.#plan()
  }

  /** After sleep, a hidden tab or another network, what was known may be wrong: look again at once. */
  #burst = (): void => {
    if (document.visibilityState === 'hidden' && this.#usable) return
    this.#burstLeft = BURST_PROBES
    this.#failures = 0
    this.#plan(0)
  }

  /** Comes again a while after it last asked, whether or not that has been answered. */
  #plan(afterMs = this.#restMs()): void {
    clearTimeout(this.#timer)
    if (!this.#running || this.#underway >= MOST_AT_ONCE) return
    const inMs = Math.max(0, this.#askedAtMs + afterMs - performance.now())
    this.#timer = setTimeout(() => void this.#beat(), inMs)
  }

  async #beat(): Promise<void> {
    this.#askedAtMs = performance.now()
    this.#underway += 1
    if (this.#burstLeft > 0) this.#burstLeft -= 1
    this.#plan()
    try {
      await this.#probe()
      this.#failures = 0
    } catch {
      this.#failures += 1
    }
    this.#underway -= 1
    this.#plan()
  }

  #restMs(): number {
    if (this.#failures > 0) return Math.min(MOST_BACK_OFF_MS, 500 * 2 ** this.#failures)
    if (this.#burstLeft > 0) return BURST_GAP_MS
    if (this.#hasNews && !this.#reporting) return TELL_SOON_MS
    if (this.#pace === 'idle') return EVERY_MS.idle
    const { doubtMs } = this.#estimate
    return UNSURE.find(({ beyondMs }) => doubtMs > beyondMs)?.everyMs ?? EVERY_MS.playing
  }

  async #probe(): Promise<void> {
    const report = this.#reporting ? undefined : this.#report()
    if (report) this.#reporting = true
    try {
      this.#learn(await this.#heartbeat.send(report, this.#timesOf))
    } finally {
      if (report) this.#reporting = false
    }
  }

  #learn({ probe, together }: Answered): void {
    const { t2, t3 } = probe
    const startedAgain = this.#estimate.add(probe)
    if (startedAgain) {
      this.#burstLeft = BURST_PROBES
      this.#arrivals = []
    }
    this.#arrivals = keepArrivals([...this.#arrivals, { t2, t3 }], this.#startedAtMs, ARRIVALS_KEPT)
    this.#together = together
    if (!this.#usable) this.#becomeUsable(t3)
  }

  #report(): DeviceReport | undefined {
    const report = this.#options.report?.()
    if (!report) return undefined
    this.#told = wordOf(report)
    this.#hasNews = false
    return { ...report, delayMs: this.delayMs }
  }

  #becomeUsable(nowMs: number): void {
    const { probeCount } = this.#estimate
    const waited = nowMs - this.#startedAtMs >= USABLE_AFTER_MS
    if (probeCount < USABLE_AFTER_PROBES && !(waited && probeCount > 0)) return
    this.#usable = true
    this.#options.onUsable()
  }
}

/** The part of a report by which a gate opens, or a room waits. */
function wordOf({ state, readyItemId, nextReadyItemId }: SoundReport): string {
  return `${state} ${readyItemId} ${nextReadyItemId}`
}

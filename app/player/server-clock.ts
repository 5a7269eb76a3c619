import { ClockEstimate } from '~/domain/playback/clock-estimate'

export type Pace = 'playing' | 'idle'

/** The idle pace also renews the lease of 15 s by which a member counts as present. */
const EVERY_MS: Record<Pace, number> = { playing: 1_000, idle: 10_000 }
/** A burst gives a usable estimate within 300 ms of joining. */
const BURST_PROBES = 8
const BURST_GAP_MS = 20
const USABLE_AFTER_PROBES = 3
const USABLE_AFTER_MS = 250
/** A probe that takes longer tells nothing, and the next may find a better way. */
const TIMEOUT_MS = 5_000
const MOST_BACK_OFF_MS = 15_000

type Options = {
  heartbeatUrl: string
  /** The room's clock when the page was made, shown until a better estimate is there. */
  hintMs?: number | undefined
  onUsable: () => void
}

/** The room's clock as this browser knows it, learned by the heartbeats that it sends anyway. */
export class ServerClock {
  #estimate = new ClockEstimate()
  #options: Options
  #pace: Pace = 'idle'
  #burstLeft = 0
  #failures = 0
  #usable = false
  #startedAtMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #probing = false
  #running = false

  constructor(options: Options) {
    this.#options = options
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

  /** After sleep, a hidden tab or another network, what was known may be wrong: look again at once. */
  #burst = (): void => {
    if (document.visibilityState === 'hidden' && this.#usable) return
    this.#burstLeft = BURST_PROBES
    this.#failures = 0
    this.#plan(0)
  }

  #plan(inMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#running || this.#probing) return
    this.#timer = setTimeout(() => void this.#beat(), inMs)
  }

  async #beat(): Promise<void> {
    this.#probing = true
    try {
      await this.#probe()
      this.#failures = 0
    } catch {
      this.#failures += 1
    }
    this.#probing = false
    this.#plan(this.#restMs())
  }

  #restMs(): number {
    if (this.#failures > 0) return Math.min(MOST_BACK_OFF_MS, 500 * 2 ** this.#failures)
    if (this.#burstLeft > 0) return BURST_GAP_MS
    return EVERY_MS[this.#pace]
  }

  async #probe(): Promise<void> {
    const t0 = performance.now()
    const response = await fetch(this.#options.heartbeatUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ t0 }),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const t3 = performance.now()
    if (!response.ok) throw new Error(`The heartbeat was answered ${response.status}`)
    const { t1, t2 } = (await response.json()) as { t1: number; t2: number }

    if (this.#burstLeft > 0) this.#burstLeft -= 1
    const startedAgain = this.#estimate.add({ t0, t1, t2, t3 })
    if (startedAgain) this.#burstLeft = BURST_PROBES
    if (!this.#usable) this.#becomeUsable(t3)
  }

  #becomeUsable(nowMs: number): void {
    const { probeCount } = this.#estimate
    const waited = nowMs - this.#startedAtMs >= USABLE_AFTER_MS
    if (probeCount < USABLE_AFTER_PROBES && !(waited && probeCount > 0)) return
    this.#usable = true
    this.#options.onUsable()
  }
}

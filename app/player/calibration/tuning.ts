import type { Lateness, Unheard } from '~/domain/playback/calibration/lateness'
import { Hearing } from '~/domain/playback/calibration/hearing'
import { ClockEstimate } from '~/domain/playback/clock-estimate'
import { recallNudgeMs, rememberNudgeMs } from '../memory'
import { outputDeviceKey } from '../output-device'
import { networkTimesOf } from '../network-times'
import { ServerClock } from '../server-clock'
import { Loudspeaker } from '../web-audio/loudspeaker'
import { listen } from './microphone'
import { Ticker } from './ticker'

export type Role = 'reference' | 'tuned'
export type Heard = Lateness | Unheard | 'no-microphone'

export type TuningSnapshot = {
  /** What this device was said to be; null as long as it is silent. */
  role: Role | null
  /** Whether clicks are on their way: the clocks are known. */
  ticks: boolean
  /** By how much this device is to play later than it would; negative is earlier. */
  nudgeMs: number
  /** What is kept for the output in use. */
  savedMs: number
  /** From 0 to 1 while the microphone is open. */
  progress: number | null
  heard: Heard | null
}

export const SILENT: TuningSnapshot = {
  role: null,
  ticks: false,
  nudgeMs: 0,
  savedMs: 0,
  progress: null,
  heard: null,
}

/** Nobody hears a tenth of a millisecond, and no number should pretend to more. */
const STEPS_PER_MS = 10
/** A nudge beyond this is no loudspeaker's delay. */
export const MOST_NUDGE_MS = 500

/** One visit to the page on which devices are brought together. Making one touches nothing. */
export class Tuning {
  #heartbeatUrl: string
  #clock: ServerClock | null = null
  #speaker: Loudspeaker | null = null
  #ticker: Ticker | null = null
  #listening: AbortController | null = null
  /** The output may get another name once a microphone was allowed; it is remembered under all of them. */
  #outputs = new Set<string>()
  #snapshot = SILENT
  #listeners = new Set<() => void>()

  constructor(heartbeatUrl: string) {
    this.#heartbeatUrl = heartbeatUrl
  }

  /** To be called in the gesture that lets it make a sound. */
  begin(role: Role): void {
    this.#speaker ??= new Loudspeaker(() => {})
    this.#speaker.use(this, true)
    this.#clock ??= new ServerClock({ heartbeatUrl: this.#heartbeatUrl, onUsable: () => {} })
    this.#clock.sharpen({ ClockEstimate, networkTimesOf })
    this.#clock.start()
    this.#clock.setPace('playing')
    this.#ticker ??= new Ticker(
      this.#speaker,
      partOf(role),
      (nowMs) => this.#clock!.playableNowMs(nowMs),
      () => this.#look(),
    )
    this.#change({ role, heard: null })
    void this.#recall()
  }

  setNudgeMs(nudgeMs: number): void {
    const rounded = Math.round(nudgeMs * STEPS_PER_MS) / STEPS_PER_MS
    this.#change({ nudgeMs: Math.min(MOST_NUDGE_MS, Math.max(-MOST_NUDGE_MS, rounded)) })
  }

  /** Whistles and listens, and takes away what this device is late by. Never throws: `heard` says what became of it. */
  async listen(): Promise<void> {
    if (this.#listening || !this.#speaker) return
    const listening = new AbortController()
    this.#listening = listening
    this.#change({ progress: 0, heard: null })
    const hearing = new Hearing(this.#speaker.rate)
    const onHeard = (samples: Float32Array) => {
      const heard = hearing.add(samples)
      if (heard) this.#conclude(heard)
      else this.#change({ progress: hearing.progress })
    }
    try {
      await listen(this.#speaker.context, onHeard, listening.signal)
      this.#outputs.add(await outputDeviceKey())
    } catch {
      this.#conclude('no-microphone')
    }
  }

  save(): void {
    const { nudgeMs } = this.#snapshot
    for (const output of this.#outputs) rememberNudgeMs(output, nudgeMs)
    this.#change({ savedMs: nudgeMs })
  }

  stop(): void {
    this.#listening?.abort()
    this.#listening = null
    this.#ticker?.stop()
    this.#ticker = null
    this.#speaker?.use(this, false)
    this.#clock?.stop()
    this.#change({ role: null, ticks: false, progress: null, heard: null })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  getSnapshot = (): TuningSnapshot => this.#snapshot

  async #recall(): Promise<void> {
    const output = await outputDeviceKey()
    this.#outputs.add(output)
    const savedMs = recallNudgeMs(output)
    this.#change({ savedMs, nudgeMs: savedMs })
  }

  #conclude(heard: Heard): void {
    this.#listening?.abort()
    this.#listening = null
    this.#change({ progress: null, heard })
    if (typeof heard === 'object') this.setNudgeMs(this.#snapshot.nudgeMs - heard.lateMs)
  }

  #look(): void {
    const ticks = this.#ticker?.ticks ?? false
    if (ticks !== this.#snapshot.ticks) this.#change({ ticks })
  }

  #change(change: Partial<TuningSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    const { role, nudgeMs, progress } = this.#snapshot
    if (role) this.#ticker?.play(progress === null ? partOf(role) : 'by-microphone', nudgeMs)
    for (const listener of this.#listeners) listener()
  }
}

function partOf(role: Role): 'reference' | 'by-ear' {
  return role === 'reference' ? 'reference' : 'by-ear'
}

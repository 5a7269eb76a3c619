import type { Probe } from '~/domain/playback/clock-estimate'
import type { DeviceReport } from '~/domain/playback/device'
import { deviceId } from './device-id'
import type { networkTimesOf } from './network-times'

/** What came of a heartbeat: a probe of the clock, and whether other devices sound in the same place. */
export type Answered = { probe: Probe; together: boolean }

/** A probe that takes longer tells nothing, and the next may find a better way. */
const TIMEOUT_MS = 5_000
/** No server believes an error of more than a day, nor a delay that no probe survives. */
const MOST_ERROR_MS = 86_400_000

/** The heartbeats of one page. */
export class Heartbeat {
  readonly #url: string
  readonly #device = deviceId()
  #count = 0

  constructor(url: string) {
    this.#url = url
  }

  /**
   * Sends one, and says with it how the sound stands. `timesOf` looks up what the network knows of its times, where that
   * has been fetched. Throws when it is refused, or not answered in time.
   */
  async send(report: DeviceReport | undefined, timesOf: typeof networkTimesOf | null): Promise<Answered> {
    // By an address of its own, by which the network's times are found.
    const url = `${this.#url}?${++this.#count}`
    const sentAtMs = performance.now()
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ t0: sentAtMs, device: this.#device, report: report && believable(report) }),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answeredAtMs = performance.now()
    if (!response.ok) throw new Error(`The heartbeat was answered ${response.status}`)
    const { t1, t2, together } = (await response.json()) as { t1: number; t2: number; together: boolean }
    const asSeen = { sentAtMs, answeredAtMs }
    const exchange = (await timesOf?.(url, asSeen)) ?? asSeen
    return { probe: { t0: exchange.sentAtMs, t1, t2, t3: exchange.answeredAtMs }, together }
  }
}

/** Within what the server takes: a heartbeat that is refused would stop the clock. */
function believable(report: DeviceReport): DeviceReport {
  const { errorMs, delayMs } = report
  return {
    ...report,
    errorMs: errorMs && Math.max(-MOST_ERROR_MS, Math.min(MOST_ERROR_MS, errorMs)),
    delayMs: delayMs && Math.min(TIMEOUT_MS, delayMs),
  }
}

import { sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'

const PROBES_AT_START = 5
const PROBES_LATER = 3
/** Node and database drift apart by at most a few milliseconds in this time. */
const PROBE_EVERY_MS = 10_000
/** No crystal drifts this far between two probes: the database's clock was set, and the rooms ignore it. */
const STEP_MS = 1_000
/** How much of a new measurement is believed at once; the rest of it may be the network's jitter. */
const GAIN = 0.25
/** The way to the database may have become longer for good: in some minutes the quickest is forgotten. */
const LENGTHENS = 1.02

type Reading = { offsetMs: number; roundTripMs: number }

/**
 * The room's clock (S9): the database's, so that all nodes agree, carried on by this process's monotonic clock, so that
 * a system clock that is set back moves nothing. `nowMs` is milliseconds since the epoch and never goes backwards.
 */
export class RoomClock {
  #db: Db
  #offsetMs: number | null = null
  #quickestMs = Infinity
  #latestMs = 0
  #timer: NodeJS.Timeout | undefined
  #onStep: (stepMs: number) => void

  constructor(db: Db, onStep: (stepMs: number) => void = () => {}) {
    this.#db = db
    this.#onStep = onStep
  }

  async start(): Promise<void> {
    const { offsetMs, roundTripMs } = await this.#measure(PROBES_AT_START)
    this.#offsetMs = offsetMs
    this.#quickestMs = roundTripMs
    this.#timer = setInterval(() => void this.#correct().catch(() => {}), PROBE_EVERY_MS)
    this.#timer.unref()
  }

  nowMs(): number {
    return Math.round(this.preciseNowMs())
  }

  /** The same with fractions, for those who measure. */
  preciseNowMs(): number {
    if (this.#offsetMs === null) throw new Error('The clock has not been started')
    this.#latestMs = Math.max(this.#latestMs, performance.now() + this.#offsetMs)
    return this.#latestMs
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #correct(): Promise<void> {
    const { offsetMs, roundTripMs } = await this.#measure(PROBES_LATER)
    const errorMs = offsetMs - this.#offsetMs!
    if (Math.abs(errorMs) > STEP_MS) return this.#onStep(errorMs)
    // On a busy machine even the quickest reading waits, and every room's sound would follow what it is wrong by.
    this.#quickestMs = Math.min(this.#quickestMs * LENGTHENS, roundTripMs)
    this.#offsetMs! += errorMs * GAIN * (this.#quickestMs / roundTripMs) ** 2
  }

  /** Of several readings the quickest: a slow one may have waited on either way, and nobody knows on which. */
  async #measure(probes: number): Promise<Reading> {
    let best = await this.#probe()
    for (let count = 1; count < probes; count++) {
      const probe = await this.#probe()
      if (probe.roundTripMs < best.roundTripMs) best = probe
    }
    return best
  }

  /** The database's clock read once, as if in the middle of the round trip. */
  async #probe(): Promise<Reading> {
    const sentAtMs = performance.now()
    const [row] = await this.#db.execute<{ now_ms: number }>(
      sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`,
    )
    const roundTripMs = performance.now() - sentAtMs
    return { offsetMs: row!.now_ms - (sentAtMs + roundTripMs / 2), roundTripMs }
  }
}

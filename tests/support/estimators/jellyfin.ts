import { offsetMs, quickest, type Estimator, type Method } from './estimator.ts'
import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'

/**
 * Jellyfin, written anew from what it publishes (github.com/jellyfin/jellyfin-web,
 * src/plugins/syncPlay/core/timeSync/TimeSync.js): four probes a second apart, then one a minute; of the last eight the
 * quickest one's offset. Its `Date`s are whole milliseconds.
 */
export const JELLYFIN: Method = {
  name: 'Jellyfin-like',
  create: () => new JellyfinLike(),
  *schedule(fromMs) {
    let atMs = fromMs + GREEDY_INTERVAL_MS
    for (let pings = 0; ; pings++) {
      const [probe] = yield [atMs]
      atMs = probe!.t3 + (pings < GREEDY_PING_COUNT ? GREEDY_INTERVAL_MS : LOW_PROFILE_INTERVAL_MS)
    }
  },
}

const TRACKED_MEASUREMENTS = 8
const GREEDY_PING_COUNT = 3
const GREEDY_INTERVAL_MS = 1_000
const LOW_PROFILE_INTERVAL_MS = 60_000

class JellyfinLike implements Estimator {
  #kept: Probe[] = []

  add({ t0, t1, t2, t3 }: Probe): void {
    const inWholeMs = { t0: Math.floor(t0), t1: Math.floor(t1), t2: Math.floor(t2), t3: Math.floor(t3) }
    this.#kept = [...this.#kept, inWholeMs].slice(-TRACKED_MEASUREMENTS)
  }

  serverNowMs(nowMs: number): number | null {
    return this.#kept.length > 0 ? nowMs + offsetMs(quickest(this.#kept)) : null
  }
}

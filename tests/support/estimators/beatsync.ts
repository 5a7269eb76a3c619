import { offsetMs, quickest, type Estimator, type Method } from './estimator.ts'
import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'

/**
 * Beatsync, written anew from what it publishes (github.com/freeman-jiang/beatsync, apps/client/src/utils/ntp.ts,
 * `sendProbePair` and `validateProbePair`; the constants are those of packages/shared/constants.ts at its largest gap).
 * Pairs 25 ms apart, kept when they arrive as far apart within 5 ms; of the last 16 the quickest one's offset.
 */
export const BEATSYNC: Method = {
  name: 'beatsync-like',
  create: () => new BeatsyncLike(),
  *schedule(fromMs) {
    let atMs = fromMs
    for (let pairs = 1; ; pairs++) {
      yield [atMs, atMs + PROBE_GAP_MS]
      atMs += pairs < MAX_MEASUREMENTS ? INITIAL_INTERVAL_MS : STEADY_STATE_INTERVAL_MS
    }
  },
}

const PROBE_GAP_MS = 25
const PROBE_GAP_TOLERANCE_MS = 5
const MAX_MEASUREMENTS = 16
const INITIAL_INTERVAL_MS = 50
const STEADY_STATE_INTERVAL_MS = 2_500

class BeatsyncLike implements Estimator {
  #first: Probe | null = null
  #kept: Probe[] = []

  add(probe: Probe): void {
    const first = this.#first
    this.#first = first ? null : probe
    if (!first) return
    const stretchedByMs = probe.t1 - first.t1 - (probe.t0 - first.t0)
    if (Math.abs(stretchedByMs) > PROBE_GAP_TOLERANCE_MS) return
    this.#kept = [...this.#kept, quickest([first, probe])].slice(-MAX_MEASUREMENTS)
  }

  serverNowMs(nowMs: number): number | null {
    return this.#kept.length > 0 ? nowMs + offsetMs(quickest(this.#kept)) : null
  }
}

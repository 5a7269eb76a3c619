import { ClockEstimate } from '../../../app/domain/playback/clock-estimate.ts'
import type { Method } from './estimator.ts'

/**
 * As `app/player/server-clock.ts` asks while the room plays: eight to begin with and after a jump, then one a second, or
 * four while the network leaves much in doubt.
 */
const BURST_PROBES = 8
const BURST_GAP_MS = 20
const EVERY_MS = { sure: 1_000, doubtful: 250 }
const SURE_WITHIN_MS = 0.3

export const TUTTI: Method = {
  name: 'Tutti',
  create: () => new ClockEstimate(),
  *schedule(fromMs) {
    const estimate = new ClockEstimate()
    let burstLeft = BURST_PROBES
    for (let atMs = fromMs; ;) {
      const [probe] = yield [atMs]
      burstLeft = estimate.add(probe!) ? BURST_PROBES : burstLeft - 1
      const restMs = estimate.doubtMs > SURE_WITHIN_MS ? EVERY_MS.doubtful : EVERY_MS.sure
      atMs = probe!.t3 + (burstLeft > 0 ? BURST_GAP_MS : restMs)
    }
  },
}

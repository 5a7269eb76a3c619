import { ClockEstimate } from '../../../app/domain/playback/clock-estimate.ts'
import type { Method } from './estimator.ts'

/** As `app/player/server-clock.ts` asks: eight to begin with and after a jump, then one a second while the room plays. */
const BURST_PROBES = 8
const BURST_GAP_MS = 20
const EVERY_MS = 1_000

export const TUTTI: Method = {
  name: 'Tutti',
  create: () => new ClockEstimate(),
  *schedule(fromMs) {
    const estimate = new ClockEstimate()
    let burstLeft = BURST_PROBES
    for (let atMs = fromMs; ;) {
      const [probe] = yield [atMs]
      burstLeft = estimate.add(probe!) ? BURST_PROBES : burstLeft - 1
      atMs = probe!.t3 + (burstLeft > 0 ? BURST_GAP_MS : EVERY_MS)
    }
  },
}

import { ClockEstimate } from '../../../app/domain/playback/clock-estimate.ts'
import type { Method } from './estimator.ts'

/**
 * As `app/player/server-clock.ts` asks while the room plays: eight to begin with and after a jump, then the more often the
 * more the network leaves in doubt, up to three at once.
 */
const BURST_PROBES = 8
const BURST = { most: 3, everyMs: 20 }
const LATER = [
  { beyondMs: 2, most: 3, everyMs: 100 },
  { beyondMs: 0.3, most: 1, everyMs: 250 },
  { beyondMs: -Infinity, most: 1, everyMs: 1_000 },
]

export const TUTTI: Method = {
  name: 'Tutti',
  create: () => new ClockEstimate(),
  *schedule(fromMs) {
    const estimate = new ClockEstimate()
    let burstLeft = BURST_PROBES
    for (let atMs = fromMs; ;) {
      const later = LATER.find(({ beyondMs }) => estimate.doubtMs > beyondMs)!
      const { most, everyMs } = burstLeft > 0 ? BURST : later
      const probes = yield Array.from({ length: most }, (_, index) => atMs + index * everyMs)
      for (const probe of probes) burstLeft = estimate.add(probe) ? BURST_PROBES : burstLeft - 1
      const { t0, t3 } = probes.at(-1)!
      atMs = Math.max(t0 + everyMs, t3)
    }
  },
}

import type { Probe } from '~/domain/playback/clock-estimate'

/** Enough to meet a quiet moment of the network, few enough to follow a clock that was set. */
const PROBES_KEPT = 8

/** The room's clock as well as a page must know it that only shows a room: by the quickest of the last probes. */
export class RoughClock {
  probes: readonly Probe[] = []
  /** It does not get better by being asked more often. */
  readonly doubtMs = 0

  get probeCount(): number {
    return this.probes.length
  }

  add(probe: Probe): boolean {
    this.probes = [...this.probes, probe].slice(-PROBES_KEPT)
    return false
  }

  serverNowMs(nowMs: number): number | null {
    const [quickest] = this.probes.toSorted((one, other) => roundTripMs(one) - roundTripMs(other))
    return quickest ? nowMs + (quickest.t1 + quickest.t2 - quickest.t0 - quickest.t3) / 2 : null
  }

  uncertaintyMs(): number {
    return Math.min(...this.probes.map(roundTripMs)) / 2
  }
}

function roundTripMs({ t0, t1, t2, t3 }: Probe): number {
  return t3 - t0 - (t2 - t1)
}

import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'

/** A way of learning the server's clock: when it asks, and what it makes of the answers. */
export type Estimator = {
  /** Each probe as its answer came in. */
  add(probe: Probe): void
  /** The server's clock at this moment of the browser's, in ms; null before anything is known. */
  serverNowMs(nowMs: number): number | null
}

/** The moments of the browser's clock, in ms, at which probes are sent together; it is told what came of them. */
export type Schedule = Generator<number[], never, Probe[]>

export type Method = {
  name: string
  create(): Estimator
  schedule(fromMs: number): Schedule
}

export function roundTripMs({ t0, t1, t2, t3 }: Probe): number {
  return t3 - t0 - (t2 - t1)
}

/** The offset if both ways took equally long. */
export function offsetMs({ t0, t1, t2, t3 }: Probe): number {
  return (t1 - t0 + t2 - t3) / 2
}

/** The one with the shortest round trip. */
export function quickest(probes: Probe[]): Probe {
  return probes.reduce((best, probe) => (roundTripMs(probe) < roundTripMs(best) ? probe : best))
}

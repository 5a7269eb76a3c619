import type { Output } from '~/domain/playback/audio/choose-output'

/** How this device's sound stood at one moment of `performance.now()`. */
export type TracePoint = {
  nowMs: number
  /** The room's clock against the browser's: by how much it is ahead, how much faster it runs, and give or take what. */
  offsetMs: number
  skew: number
  uncertaintyMs: number
  /** How far the sound is from the room; positive is ahead, null while that is not known. */
  errorMs: number | null
  /** Media seconds per second, bends included. */
  rate: number
  output: Output | null
  /** How often it has jumped since the page was opened. */
  seeks: number
}

/** Two minutes of readings, four a second. */
const MOST_POINTS = 480

/** The last points, oldest first. */
export class Tracing {
  points: TracePoint[] = []

  add(point: TracePoint): void {
    this.points.push(point)
    if (this.points.length > MOST_POINTS) this.points.shift()
  }
}

/** The sample at `contextMs` of a context's time is heard at `atMs` of `performance.now()`. */
export type Stamp = { contextMs: number; atMs: number }

/** With how far what is being made was ahead of what is heard. */
export type Heard = Stamp & { aheadMs: number }

/** What a context says of its own time at `nowMs`. Latencies are missing in some browsers, and 0 or nonsense in others. */
export type ContextTimes = {
  nowMs: number
  currentMs: number
  outputLatencyMs: number | undefined
  baseLatencyMs: number | undefined
  stamp: Stamp | null
}

/** Bluetooth takes up to 400 ms; what says more is not measuring. */
const MOST_LATENCY_MS = 600
/** A stamp may be as old as a long buffer of a phone, and clocks are read one after the other. */
const STAMP_AGE_MS = { least: -50, most: 1_000 }
/** How far a stamp and the latency that is told beside it may contradict each other. */
const CONTRADICTION_MS = 120
/** A stamp that stands still for so long while the context moves on tells nothing. */
const STANDS_STILL_MS = 500
/** So many senseless stamps in a row, and stamps are no longer asked for. */
const MOST_SENSELESS = 5

/**
 * Reads where a context's sound is, by its output timestamps as long as they make sense, else by its latency. The two
 * differ by some milliseconds, so it does not go back and forth between them.
 */
export class OutputReader {
  #senseless = 0
  #stampMs = 0
  #movedAtMs = 0

  get byStamps(): boolean {
    return this.#senseless < MOST_SENSELESS
  }

  read(times: ContextTimes): Heard | null {
    if (!this.byStamps) return byLatency(times)
    const { stamp } = times
    if (stamp && this.#moves(times) && makesSense(stamp, times)) {
      this.#senseless = 0
      return { ...stamp, aheadMs: aheadMs(stamp, times) }
    }
    // Before the first sound is out there is nothing to tell yet.
    if (times.currentMs > MOST_LATENCY_MS) this.#senseless += 1
    return null
  }

  #moves({ stamp, currentMs }: ContextTimes): boolean {
    if (stamp!.contextMs === this.#stampMs) return currentMs - this.#movedAtMs < STANDS_STILL_MS
    const forwards = stamp!.contextMs > this.#stampMs
    this.#stampMs = stamp!.contextMs
    this.#movedAtMs = currentMs
    return forwards
  }
}

function makesSense(stamp: Stamp, times: ContextTimes): boolean {
  const { nowMs, outputLatencyMs } = times
  const ageMs = nowMs - stamp.atMs
  if (!(stamp.contextMs > 0 && stamp.atMs > 0)) return false
  if (!(ageMs >= STAMP_AGE_MS.least && ageMs <= STAMP_AGE_MS.most)) return false
  const latencyMs = aheadMs(stamp, times)
  if (!(latencyMs > -CONTRADICTION_MS / 2 && latencyMs < MOST_LATENCY_MS)) return false
  const toldMs = sane(outputLatencyMs)
  return toldMs === null || Math.abs(latencyMs - toldMs) < CONTRADICTION_MS
}

function aheadMs({ contextMs, atMs }: Stamp, { nowMs, currentMs }: ContextTimes): number {
  return currentMs - contextMs - (nowMs - atMs)
}

/** `currentTime` moves by whole buffers (`baseLatency`), so on average it is half of one ahead. */
function byLatency({ nowMs, currentMs, outputLatencyMs, baseLatencyMs }: ContextTimes): Heard {
  const latencyMs = (sane(outputLatencyMs) ?? 0) + (sane(baseLatencyMs) ?? 0) / 2
  return { contextMs: currentMs - latencyMs, atMs: nowMs, aheadMs: latencyMs }
}

function sane(latencyMs: number | undefined): number | null {
  return latencyMs !== undefined && latencyMs > 0 && latencyMs < MOST_LATENCY_MS ? latencyMs : null
}

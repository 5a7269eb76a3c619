import type { Heard } from '~/domain/playback/audio/output-reading'

/** A sound card and what its browser says of it. */
export type Card = {
  /** The context's time that is really heard. */
  heardMs: (nowMs: number) => number
  /** What is said of it. */
  saysMs: (heardMs: number, nowMs: number) => number
  /** How far a single word may lie off. */
  noiseMs?: number
}

/** How far what is made is ahead of what is heard, and the buffers in which it is made. */
const LATENCY_MS = 70
const BUFFER_MS = 23

export function playedBy({ heardMs, saysMs, noiseMs = 0 }: Card, nowMs: number): Heard {
  const noise = (random(nowMs) - 0.5) * 2 * noiseMs
  const contextMs = saysMs(heardMs(nowMs), nowMs) + noise
  const madeMs = Math.ceil((heardMs(nowMs) + LATENCY_MS) / BUFFER_MS) * BUFFER_MS
  return { contextMs, atMs: nowMs, aheadMs: madeMs - contextMs }
}

/** From 0 to 1, the same for the same moment. */
export function random(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453
  return x - Math.floor(x)
}

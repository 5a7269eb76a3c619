import type { Hearing, Window } from '../sound/hearing.ts'

/** How far each browser was at one moment, ahead of the time that went by; null where it was not heard. */
export type Instant = { atMs: number; offsetsMs: (number | null)[] }

export function instantsOf({ momentsMs, windows }: Hearing, fromMs: number, toMs: number): Instant[] {
  return momentsMs.flatMap((atMs, index) => {
    if (atMs < fromMs || atMs > toMs) return []
    return [{ atMs, offsetsMs: windows.map((channel) => offsetOf(channel[index]!, atMs)) }]
  })
}

/** The difference between the first and the last, for each instant at which all were heard. */
export function spreadsOf(instants: Instant[]): number[] {
  return instants.flatMap((instant) => spreadAt(instant) ?? [])
}

export function spreadAt({ offsetsMs }: Instant): number | null {
  if (offsetsMs.includes(null)) return null
  const known = offsetsMs as number[]
  return Math.max(...known) - Math.min(...known)
}

/** By how much `other` was ahead of `one`, for each instant at which both were heard. */
export function skewsOf(instants: Instant[], one: number, other: number): number[] {
  return instants.flatMap(({ offsetsMs }) => {
    const [a, b] = [offsetsMs[one], offsetsMs[other]]
    return a == null || b == null ? [] : [b - a]
  })
}

function offsetOf(window: Window, atMs: number): number | null {
  return window.kind === 'heard' ? window.positionMs - atMs : null
}

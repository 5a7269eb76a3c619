import { MAX_AHEAD_MS } from '~/domain/room/policy'

/** Where no script says which one is meant. */
export const PLAIN_TIME_ZONE = 'UTC'

/** As a field for a date and a time sends it: `2026-11-21T20:15`. */
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

/** When a film is to begin, in ms; null when the field was left empty. Or what is wrong with it. */
export function readStart(
  typed: string,
  timeZone: string,
  nowMs: number,
): { startsAtMs: number | null } | { problem: string } {
  if (typed === '') return { startsAtMs: null }
  const startsAtMs = zonedMs(typed, timeZone)
  if (startsAtMs === null) return { problem: 'A date and a time, please' }
  if (startsAtMs <= nowMs) return { problem: 'That is over already' }
  if (startsAtMs > nowMs + MAX_AHEAD_MS) return { problem: 'Within the next seven days, please' }
  return { startsAtMs }
}

/** What the browser says its zone is, if that is one. */
export function readTimeZone(named: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: named }).resolvedOptions().timeZone
  } catch {
    return PLAIN_TIME_ZONE
  }
}

/** When clocks in this zone show this. Of an hour that comes twice it is one, of one that is left out the next. */
export function zonedMs(local: string, timeZone: string): number | null {
  const shownMs = LOCAL.test(local) ? Date.parse(`${local}Z`) : Number.NaN
  if (Number.isNaN(shownMs)) return null
  const nearMs = shownMs - aheadOfUtcMs(shownMs, timeZone)
  return shownMs - aheadOfUtcMs(nearMs, timeZone)
}

function aheadOfUtcMs(atMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return Date.parse(`${format.format(atMs).replace(' ', 'T')}Z`) - atMs
}

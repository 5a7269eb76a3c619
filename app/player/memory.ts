export type Volume = { volume: number; muted: boolean }

const VOLUME = 'tutti.volume'
/** Also the key that a `storage` event carries when another tab has changed a nudge. */
export const NUDGE = 'tutti.nudge'
/** More is no loudspeaker's delay but a mistake. */
const MOST_NUDGE_MS = 1_000

/** Whether this device was told to play, or not to, in this room; null when it was told nothing. */
export function recallOn(code: string): boolean | null {
  const kept = attempt(() => sessionStorage.getItem(playHere(code)))
  return kept ? kept === 'on' : null
}

export function rememberOn(code: string, on: boolean): void {
  attempt(() => sessionStorage.setItem(playHere(code), on ? 'on' : 'off'))
}

export function recallVolume(): Volume {
  const kept = attempt(() => JSON.parse(localStorage.getItem(VOLUME) ?? 'null') as Partial<Volume> | null)
  const volume = typeof kept?.volume === 'number' ? Math.min(1, Math.max(0, kept.volume)) : 1
  return { volume, muted: kept?.muted === true }
}

export function rememberVolume(volume: Volume): void {
  attempt(() => localStorage.setItem(VOLUME, JSON.stringify(volume)))
}

/** By how much this output is to play later than it would; negative is earlier. */
export function recallNudgeMs(deviceKey: string): number {
  const nudgeMs = recallNudges()[deviceKey]
  return Number.isFinite(nudgeMs) ? Math.min(MOST_NUDGE_MS, Math.max(-MOST_NUDGE_MS, nudgeMs!)) : 0
}

export function rememberNudgeMs(deviceKey: string, nudgeMs: number): void {
  attempt(() => localStorage.setItem(NUDGE, JSON.stringify({ ...recallNudges(), [deviceKey]: nudgeMs })))
}

function recallNudges(): Record<string, number> {
  return attempt(() => JSON.parse(localStorage.getItem(NUDGE) ?? '{}') as Record<string, number> | null) ?? {}
}

function playHere(code: string): string {
  return `tutti.playHere.${code}`
}

/** Storage may be forbidden, full, or missing on the server. */
export function attempt<Value>(use: () => Value): Value | null {
  try {
    return use()
  } catch {
    return null
  }
}

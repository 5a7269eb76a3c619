export type Volume = { volume: number; muted: boolean }

const VOLUME = 'tutti.volume'

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

function playHere(code: string): string {
  return `tutti.playHere.${code}`
}

/** Storage may be forbidden, full, or missing on the server. */
function attempt<Value>(use: () => Value): Value | null {
  try {
    return use()
  } catch {
    return null
  }
}

import { FIRST_HABITS, type Habits } from '~/domain/playback/follow'
import type { HabitsByKind } from './element/element-deck'

export type Volume = { volume: number; muted: boolean }

const VOLUME = 'tutti.volume'
const HABITS = 'tutti.habits'

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

/** How late this browser is after a start and a seek, so that the next visit's first sound is already in time. */
export function recallHabits(): HabitsByKind {
  const kept = attempt(() => JSON.parse(localStorage.getItem(HABITS) ?? '{}') as Partial<HabitsByKind>)
  return { audio: soundHabits(kept?.audio), video: soundHabits(kept?.video) }
}

export function rememberHabits(habits: HabitsByKind): void {
  attempt(() => localStorage.setItem(HABITS, JSON.stringify(habits)))
}

function playHere(code: string): string {
  return `tutti.playHere.${code}`
}

/** Costs as they were learned; how coarse its rates are is learned anew, since that is never unlearned. */
function soundHabits(kept: Partial<Habits> = {}): Habits {
  const costs = (['startCostMs', 'seekCostMs', 'cueCostMs', 'bendCostMs'] as const).filter((cost) =>
    Number.isFinite(kept[cost]),
  )
  return { ...FIRST_HABITS, ...Object.fromEntries(costs.map((cost) => [cost, kept[cost]])) }
}

/** Storage may be forbidden, full, or missing on the server. */
function attempt<Value>(use: () => Value): Value | null {
  try {
    return use()
  } catch {
    return null
  }
}

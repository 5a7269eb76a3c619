import { FIRST_HABITS, type Habits } from '~/domain/playback/follow/habits'
import type { HabitsByKind } from './element/element-deck'
import { attempt } from './memory'

const HABITS = 'tutti.habits'

/** How late this browser is after a start and a seek, so that the next visit's first sound is already in time. */
export function recallHabits(): HabitsByKind {
  const kept = attempt(() => JSON.parse(localStorage.getItem(HABITS) ?? '{}') as Partial<HabitsByKind>)
  return { audio: soundHabits(kept?.audio), video: soundHabits(kept?.video) }
}

export function rememberHabits(habits: HabitsByKind): void {
  attempt(() => localStorage.setItem(HABITS, JSON.stringify(habits)))
}

/** Costs as they were learned; how coarse its rates are is learned anew, since that is never unlearned. */
function soundHabits(kept: Partial<Habits> = {}): Habits {
  const costs = (['startCostMs', 'seekCostMs', 'cueCostMs', 'bendCostMs'] as const).filter((cost) =>
    Number.isFinite(kept[cost]),
  )
  return { ...FIRST_HABITS, ...Object.fromEntries(costs.map((cost) => [cost, kept[cost]])) }
}

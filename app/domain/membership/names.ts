import { cleanLine } from '../text'

export const NAME_MAX_CHARACTERS = 40

/** A display name as others will see it; empty when nothing readable was typed. */
export function cleanName(typed: string): string {
  return cleanLine(typed, NAME_MAX_CHARACTERS)
}

/** `Guest-7842`, for those who give no name. `random` is at least 0 and below 1. */
export function guestName(random: number): string {
  return `Guest-${1000 + Math.floor(random * 9000)}`
}

/**
 * The name itself, or the first of "name 2", "name 3" … that nobody in the room has. Neither case nor what nobody can
 * see tells names apart.
 */
export function uniqueName(name: string, taken: Iterable<string>): string {
  const folded = new Set([...taken].map(fold))
  if (!folded.has(fold(name))) return name
  for (let number = 2; ; number++) {
    const suffix = ` ${number}`
    const candidate = cleanLine(name, NAME_MAX_CHARACTERS - suffix.length) + suffix
    if (!folded.has(fold(candidate))) return candidate
  }
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
}

/** Somebody who may be asked to come, and the libraries that they may see. */
export type Person = { id: string; username: string; sees: readonly string[] }

/** Said of somebody who may not see what is chosen. */
export const BLIND_TO_CHOSEN = 'May not see what is chosen'

/** Those who may not see what is in this library. */
export function whoIsBlind<Each extends Pick<Person, 'sees'>>(
  people: readonly Each[],
  libraryId: string,
): Each[] {
  return people.filter((person) => !person.sees.includes(libraryId))
}

/** More names than these nobody reads. */
const NAMES_SAID = 2

/** `Kim and Lee may not see this`; empty when there is nobody to say it of. */
export function blindWords(people: readonly Pick<Person, 'username'>[]): string {
  const names = people.slice(0, NAMES_SAID).map((person) => person.username)
  const others = people.length - names.length
  if (names.length === 0) return ''
  if (others > 0) return `${names.join(', ')} and ${others} more may not see this`
  return `${names.join(' and ')} may not see this`
}

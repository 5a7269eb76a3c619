import { sql, type AnyColumn, type SQL } from 'drizzle-orm'

/** From this length on, a word may be the beginning of one; "a" and "the" would begin half the dictionary. */
const FEWEST_LETTERS_OF_A_BEGINNING = 4

/**
 * One word as typed, in the language of `tsquery`. The last one may be unfinished however short it is: somebody is
 * still typing.
 */
export function asTyped(word: string, isLast: boolean): string {
  return isLast || isLong(word) ? `${quote(word)}:*` : quote(word)
}

/** Any of several words. */
export function anyOf(queries: string[]): string {
  return `(${queries.join(' | ')})`
}

export function quote(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

/** Rows whose column has all the words. */
export function hasAll(column: AnyColumn, queries: string[]): SQL {
  return sql`${column} @@ ${queries.join(' & ')}::tsquery`
}

function isLong(word: string): boolean {
  return [...word].length >= FEWEST_LETTERS_OF_A_BEGINNING
}

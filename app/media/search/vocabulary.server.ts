import { sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { searchWords } from '~/db/schema/media'
import { forgivenTypos, typosBetween } from './edit-distance'
import { LAST_CHARACTER } from './tiers'
import { anyOf, quote } from './words'

/** Each mended word costs a look at its neighbourhood; who types nonsense should not cost more than who types well. */
const MOST_WORDS_MENDED = 3
/** More neighbours than this would turn a search for one word into a search for any. */
const MOST_NEIGHBOURS = 8

/** A word of the query, and what it says in the language of `tsquery`. */
export type Term = { word: string; query: string }

/**
 * The query as it may have been meant: words that no track has are joined by their neighbours in the vocabulary. When
 * every word is known, any of them may still be the wrong one ("ode too joy").
 */
export async function mend(db: Db, terms: Term[]): Promise<string[] | null> {
  const known = await findKnown(db, terms)
  const mendable = terms.filter(({ word }) => forgivenTypos(lengthOf(word)) > 0)
  const unknown = mendable.filter(({ word }) => !known.has(word))
  const doubtful = (unknown.length > 0 ? unknown : mendable).sort(
    (a, b) => lengthOf(b.word) - lengthOf(a.word),
  )

  const neighbours = new Map<string, string[]>()
  for (const { word } of doubtful.slice(0, MOST_WORDS_MENDED))
    neighbours.set(word, await findNeighbours(db, word))
  if ([...neighbours.values()].every((found) => found.length === 0)) return null
  return terms.map(({ word, query }) => anyOf([query, ...(neighbours.get(word) ?? []).map(quote)]))
}

/** The words that are, or begin, a word of some track. */
async function findKnown(db: Db, terms: Term[]): Promise<Set<string>> {
  const words = JSON.stringify(terms.map(({ word }) => word))
  const rows = await db.execute<{ word: string }>(sql`
    select word from jsonb_array_elements_text(${words}::jsonb) typed(word)
    where exists (
      select from ${searchWords} entry
      where entry.word >= typed.word collate "C" and entry.word < (typed.word || ${LAST_CHARACTER}) collate "C"
    )`)
  return new Set(rows.map(({ word }) => word))
}

/**
 * Words a few typos away. Trigrams find those that share most of their letters; but they miss swapped letters in short
 * words, and know no letters beyond ASCII in some locales, so words with the same initial are looked at as well.
 */
async function findNeighbours(db: Db, word: string): Promise<string[]> {
  const length = lengthOf(word)
  const most = forgivenTypos(length)
  const initial = [...word][0]!
  const { word: entry } = searchWords
  const candidates = await db
    .select({ word: entry })
    .from(searchWords)
    .where(
      sql`(${entry} >= ${initial} and ${entry} < ${initial + LAST_CHARACTER} and length(${entry}) >= ${length - most})
        or ${entry} % ${word}`,
    )
  return candidates
    .map((candidate) => ({ ...candidate, typos: typosBetween(word, candidate.word, most) }))
    .filter(({ typos }) => typos <= most)
    .sort((a, b) => a.typos - b.typos || lengthOf(a.word) - lengthOf(b.word))
    .slice(0, MOST_NEIGHBOURS)
    .map((candidate) => candidate.word)
}

function lengthOf(word: string): number {
  return [...word].length
}

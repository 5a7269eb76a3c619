import { or, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { searchWords } from '~/db/schema/media'
import { forgivenTypos, typosBetween } from './edit-distance'
import { LAST_CHARACTER } from './tiers'
import { anyOf, quote } from './words'

/** Each mended word costs a look at its neighbourhood; who types nonsense should not cost more than who types well. */
const MOST_WORDS_MENDED = 3
/** More neighbours than this would turn a search for one word into a search for any. */
const MOST_NEIGHBOURS = 8

/** Without any, the trigram index is no help: all of it would be read. */
const HAS_TRIGRAMS = /[a-z0-9]{2}/

/** A word of the query, and what it says in the language of `tsquery`. */
export type Term = { word: string; query: string }

/** Those of the words that are, or begin, a word of some track. */
export async function findKnown(db: Db, words: string[]): Promise<Set<string>> {
  const rows = await db.execute<{ word: string }>(sql`
    select word from jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) typed(word)
    where exists (
      select from ${searchWords} entry
      where entry.word >= typed.word collate "C" and entry.word < (typed.word || ${LAST_CHARACTER}) collate "C"
    )`)
  return new Set(rows.map(({ word }) => word))
}

/**
 * The query as it may have been meant: words that no track has are joined by their neighbours in the vocabulary. When
 * every word is known, any of them may still be the wrong one ("ode too joy"). Null when there is nothing to mend.
 */
export async function mend(db: Db, terms: Term[], known: Set<string>): Promise<string[] | null> {
  const mendable = terms.map(({ word }) => word).filter((word) => forgivenTypos(lengthOf(word)) > 0)
  const unknown = mendable.filter((word) => !known.has(word))
  const doubtful = [...new Set(unknown.length > 0 ? unknown : mendable)]
    .sort((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, MOST_WORDS_MENDED)

  const found = await Promise.all(doubtful.map((word) => findNeighbours(db, word)))
  const neighbours = new Map(doubtful.map((word, at) => [word, found[at]!]))
  if (found.every((words) => words.length === 0)) return null
  return terms.map(({ word, query }) => anyOf([query, ...(neighbours.get(word) ?? []).map(quote)]))
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
  const sameInitial = sql`(${entry} >= ${initial} and ${entry} < ${initial + LAST_CHARACTER} and length(${entry}) >= ${length - most})`
  const near = HAS_TRIGRAMS.test(word) ? or(sameInitial, sql`${entry} % ${word}`) : sameInitial
  // Thousands of words in one piece of text: as rows they would take longer than all that is done with them.
  const [row] = await db
    .select({ words: sql<string | null>`string_agg(${entry}, ' ')` })
    .from(searchWords)
    .where(near)
  return (row?.words?.split(' ') ?? [])
    .map((candidate) => ({ candidate, typos: typosBetween(word, candidate, most) }))
    .filter(({ candidate, typos }) => typos <= most && candidate !== word)
    .sort((a, b) => a.typos - b.typos || a.candidate.length - b.candidate.length)
    .slice(0, MOST_NEIGHBOURS)
    .map(({ candidate }) => candidate)
}

function lengthOf(word: string): number {
  return [...word].length
}

import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { tracks } from '~/db/schema/media'
import type { Kind } from '../formats'
import { cleanText } from '../probe/clean-text'
import { readCursor } from './cursor'
import { PageReader, type SearchPage } from './page-reader.server'
import { EVERYTHING, tiersAsMeant, tiersAsTyped, titlesBeginningWith } from './tiers'
import { findKnown, mend } from './vocabulary.server'
import { asTyped } from './words'

export type { SearchPage }

type Role = (typeof tracks.$inferSelect)['role']

export type SearchOptions = {
  kind?: Kind
  roles?: Role[]
  /** At most 100. */
  limit?: number
  /** The `nextCursor` of the page before. */
  cursor?: string | null
}

const USUAL_LIMIT = 20
const MOST_TRACKS_A_PAGE = 100
/** Nobody types more to find a song; the rest of a pasted page is not read. */
const MOST_WORDS = 8
/** With so many hits for what was typed, nobody asks what else may have been meant. */
const ENOUGH_HITS = 3

/** Tracks that fit what was typed, best first; all of them by title when nothing was. Any text at all may be given. */
export async function searchTracks(
  db: Db,
  libraryIds: readonly string[],
  query: string,
  { kind, roles, limit = USUAL_LIMIT, cursor }: SearchOptions = {},
): Promise<SearchPage> {
  const filter = and(kind && eq(tracks.kind, kind), roles && inArray(tracks.role, roles))
  const size = Math.min(Math.max(1, Math.trunc(limit) || USUAL_LIMIT), MOST_TRACKS_A_PAGE)
  const page = new PageReader(db, { libraryIds, filter }, size, readCursor(cursor))

  const key = await foldQuery(db, query)
  if (key === '') await page.read(EVERYTHING)
  else await readHits(db, page, key)
  return page.finish()
}

async function readHits(db: Db, page: PageReader, key: string): Promise<void> {
  const words = key.split(' ').slice(0, MOST_WORDS)
  const known = await findKnown(db, words)
  const terms = words.map((word, at) => ({ word, query: asTyped(word, at === words.length - 1) }))
  const typed = terms.map((term) => term.query)
  // A word that no track has makes it pointless to look for all of them; but a title may be nothing but punctuation.
  await page.read(
    words.every((word) => known.has(word)) ? tiersAsTyped(key, typed) : titlesBeginningWith(key),
  )

  const meant = page.hasHad(ENOUGH_HITS) ? null : await mend(db, terms, known)
  if (meant) await page.read(tiersAsMeant(typed, meant))
}

/** The database folds the query as it folds the titles: the two can never disagree. */
export async function foldQuery(db: Db, query: string): Promise<string> {
  const text = cleanText(query)
  if (text === null) return ''
  const [row] = await db.execute<{ key: string }>(sql`select search_key(${text}) as key`)
  return row?.key ?? ''
}

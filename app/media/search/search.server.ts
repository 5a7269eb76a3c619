import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { tracks } from '~/db/schema/media'
import type { Kind } from '../formats'
import { cleanText } from '../scan/clean-text'
import type { LibraryTrack } from '../track'
import { playableIn, PUBLIC_COLUMNS } from '../tracks.server'
import { readCursor, writeCursor, type Cursor } from './cursor'
import { tiersAsMeant, tiersAsTyped } from './tiers'
import { mend } from './vocabulary.server'
import { asTyped } from './words'

export type SearchOptions = {
  kind?: Kind
  limit?: number
  /** The `nextCursor` of the page before. */
  cursor?: string | null
}

export type SearchPage = { tracks: LibraryTrack[]; hasMore: boolean; nextCursor: string | null }

const USUAL_LIMIT = 20
const MOST_TRACKS_A_PAGE = 100
/** Nobody types more to find a song; the rest of a pasted page is not read. */
const MOST_WORDS = 8

/** Tracks that fit what was typed, best first; all of them by title when nothing was. Any text at all may be given. */
export async function searchTracks(
  db: Db,
  folders: readonly string[],
  query: string,
  { kind, limit = USUAL_LIMIT, cursor }: SearchOptions = {},
): Promise<SearchPage> {
  const size = Math.min(Math.max(1, Math.trunc(limit) || USUAL_LIMIT), MOST_TRACKS_A_PAGE)
  const after = readCursor(cursor)
  const visible = and(playableIn(folders), kind && eq(tracks.kind, kind))!
  const hits: Hit[] = []

  let tier = 0
  for await (const condition of tiersOf(db, query)) {
    const rest = after?.tier === tier ? beyond(after) : undefined
    if (tier >= (after?.tier ?? 0)) {
      const rows = await readTier(db, and(visible, condition, rest)!, size + 1 - hits.length)
      hits.push(...rows.map((row) => ({ ...row, tier })))
    }
    if (hits.length > size) break
    tier++
  }
  return paginate(hits, size)
}

type Hit = LibraryTrack & Cursor

/** Lazily, since the words need mending only when what was typed has not filled the page. */
async function* tiersOf(db: Db, query: string): AsyncGenerator<SQL> {
  const key = await foldQuery(db, query)
  if (key === '') return yield sql`true`

  const words = key.split(' ').slice(0, MOST_WORDS)
  const terms = words.map((word, at) => ({ word, query: asTyped(word, at === words.length - 1) }))
  const typed = terms.map((term) => term.query)
  yield* tiersAsTyped(key, typed)
  const meant = await mend(db, terms)
  if (meant) yield* tiersAsMeant(typed, meant)
}

/** The database folds the query as it folds the titles: the two can never disagree. */
async function foldQuery(db: Db, query: string): Promise<string> {
  const text = cleanText(query)
  if (text === null) return ''
  const [row] = await db.execute<{ key: string }>(sql`select search_key(${text}) as key`)
  return row?.key ?? ''
}

function beyond({ titleKey, id }: Cursor): SQL {
  return sql`(${tracks.titleKey}, ${tracks.id}) > (${titleKey}, ${id}::uuid)`
}

function readTier(db: Db, condition: SQL, limit: number) {
  return db
    .select({ ...PUBLIC_COLUMNS, titleKey: sql<string>`${tracks.titleKey}` })
    .from(tracks)
    .where(condition)
    .orderBy(asc(tracks.titleKey), asc(tracks.id))
    .limit(limit)
}

function paginate(hits: Hit[], size: number): SearchPage {
  const page = hits.slice(0, size)
  const last = page.at(-1)
  const hasMore = hits.length > size
  return {
    tracks: page.map(({ tier: _tier, titleKey: _key, ...track }) => track),
    hasMore,
    nextCursor: hasMore && last ? writeCursor(last) : null,
  }
}

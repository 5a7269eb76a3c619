import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { libraries, seasons, series } from '~/db/schema/libraries'
import { tracks } from '~/db/schema/media'
import type { Item, LibraryKind } from '~/domain/library/library'
import { foldQuery, searchTracks } from '../search/search.server'
import { asTyped, hasAll } from '../search/words'
import { playableIn } from '../tracks.server'
import { readBrowseCursor, writeBrowseCursor, type BrowseCursor } from './cursor'
import {
  itemOfSeason,
  itemOfSeries,
  itemOfTrack,
  selectSeasons,
  selectSeries,
  selectTracks,
  TRACK_COLUMNS,
} from './items.server'
import { PLACE } from './rest-of-season.server'

export type BrowseOptions = {
  /** What to look for, in libraries; series go before what they hold. */
  search?: string
  /** At most 100. */
  limit?: number
  /** The `nextCursor` of the page before. */
  cursor?: string | null
  /** Only films and series, and what is in them. */
  filmsOnly?: boolean
}

export type BrowsePage = { items: Item[]; nextCursor: string | null }

const USUAL_LIMIT = 60
const MOST_ITEMS_A_PAGE = 100
const MOST_WORDS = 8
/** A daily show has as many in a year. */
const MOST_EPISODES = 400

/** What is in a library, a series or a season; null when there is no such thing here. */
export async function browse(
  db: Db,
  libraryIds: readonly string[],
  parentId: string | null,
  options: BrowseOptions = {},
): Promise<BrowsePage | null> {
  if (parentId === null) return browseLibraries(db, libraryIds, null, options)
  if (libraryIds.includes(parentId.toLowerCase())) {
    const [library] = await db.select().from(libraries).where(eq(libraries.id, parentId))
    return library ? browseLibraries(db, [library.id], library.kind, options) : null
  }
  const [found] = await selectSeries(db, libraryIds, eq(series.id, parentId))
  if (found) return { items: await seasonsOf(db, libraryIds, found.id), nextCursor: null }
  const [season] = await selectSeasons(db, libraryIds, eq(seasons.id, parentId))
  return season ? { items: await episodesOf(db, libraryIds, season.id), nextCursor: null } : null
}

async function browseLibraries(
  db: Db,
  libraryIds: readonly string[],
  kind: LibraryKind | null,
  { search = '', limit = USUAL_LIMIT, cursor, filmsOnly = false }: BrowseOptions,
): Promise<BrowsePage> {
  const size = Math.min(Math.max(1, Math.trunc(limit) || USUAL_LIMIT), MOST_ITEMS_A_PAGE)
  const after = readBrowseCursor(cursor)
  const query = await foldQuery(db, search)
  const shows = after?.stage === 'tracks' ? [] : await findSeries(db, libraryIds, query, size + 1, after)
  if (shows.length > size) {
    const last = shows[size - 1]!
    const next = writeBrowseCursor({ stage: 'series', titleKey: last.titleKey, id: last.id })
    return { items: shows.slice(0, size).map(itemOfSeries), nextCursor: next }
  }
  const roles = filmsOnly ? filmRoles(kind, query) : query === '' ? rolesListed(kind) : undefined
  if (roles?.length === 0) return { items: shows.map(itemOfSeries), nextCursor: null }
  // A page full of series may still be followed by tracks: one is looked for, and read again on the next page.
  const room = Math.max(1, size - shows.length)
  const page = await searchTracks(db, libraryIds, search, {
    roles,
    limit: room,
    cursor: after?.stage === 'tracks' ? after.cursor : null,
  })
  if (shows.length === size) {
    const next = page.tracks.length > 0 ? writeBrowseCursor({ stage: 'tracks', cursor: null }) : null
    return { items: shows.map(itemOfSeries), nextCursor: next }
  }
  const found = await inOrder(
    db,
    libraryIds,
    page.tracks.map((track) => track.id),
  )
  const next = page.nextCursor && writeBrowseCursor({ stage: 'tracks', cursor: page.nextCursor })
  return { items: [...shows.map(itemOfSeries), ...found], nextCursor: next }
}

/** What a library lists by itself: episodes are found in their series. */
function rolesListed(kind: LibraryKind | null) {
  if (kind === 'series') return []
  return kind === 'films' ? (['film'] as const).slice() : (['track', 'film'] as const).slice()
}

function filmRoles(kind: LibraryKind | null, query: string) {
  if (query !== '') return (['film', 'episode'] as const).slice()
  return rolesListed(kind).filter((role) => role === 'film')
}

function findSeries(
  db: Db,
  libraryIds: readonly string[],
  query: string,
  limit: number,
  after: BrowseCursor | null,
) {
  const words = query === '' ? [] : query.split(' ').slice(0, MOST_WORDS)
  const typed = words.map((word, at) => asTyped(word, at === words.length - 1))
  const rest =
    after?.stage === 'series'
      ? sql`(${series.titleKey}, ${series.id}) > (${after.titleKey}, ${after.id}::uuid)`
      : undefined
  const condition = and(typed.length > 0 ? hasAll(series.titleWords, typed) : undefined, rest)
  return selectSeries(db, libraryIds, condition).orderBy(asc(series.titleKey), asc(series.id)).limit(limit)
}

/** The specials come last. */
async function seasonsOf(db: Db, libraryIds: readonly string[], seriesId: string): Promise<Item[]> {
  const rows = await selectSeasons(db, libraryIds, eq(seasons.seriesId, seriesId)).orderBy(
    sql`${seasons.number} = 0`,
    asc(seasons.number),
  )
  return rows.map(itemOfSeason)
}

async function episodesOf(db: Db, libraryIds: readonly string[], seasonId: string): Promise<Item[]> {
  const rows = await selectTracks(db, and(eq(tracks.seasonId, seasonId), playableIn(libraryIds))!)
    .orderBy(...PLACE)
    .limit(MOST_EPISODES)
  return rows.map(itemOfTrack)
}

async function inOrder(db: Db, libraryIds: readonly string[], ids: string[]): Promise<Item[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select(TRACK_COLUMNS)
    .from(tracks)
    .where(and(inArray(tracks.id, ids), playableIn(libraryIds)))
  const byId = new Map(rows.map((row) => [row.id, itemOfTrack(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

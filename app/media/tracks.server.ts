import { createHash } from 'node:crypto'
import { sep } from 'node:path'
import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  or,
  sql,
  type SQL,
} from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { searchWords, tracks } from '~/db/schema/media'
import type { Track } from '~/domain/queue/queue'

export type NewTrack = Omit<
  typeof tracks.$inferInsert,
  'id' | 'titleKey' | 'titleWords' | 'titleArtistWords' | 'allWords'
>
/** What tells whether a file must be opened again. */
export type KnownFile = {
  sizeBytes: number
  modifiedAtMs: number
  coverVersion: string | null
  isBroken: boolean
}

/** The first one has it, unless it changed just now. */
const FILES_TRIED_FOR_ARTWORK = 3
/** A statement takes 65,535 parameters, and a lock on each row it deletes. */
const REMOVED_AT_ONCE = 1000

/** The columns of a `Track`. */
export const PUBLIC_COLUMNS = {
  id: tracks.id,
  kind: tracks.kind,
  title: tracks.title,
  artist: tracks.artist,
  album: tracks.album,
  durationMs: tracks.durationMs,
  artworkId: tracks.artworkId,
  artworkColor: tracks.artworkColor,
}

/** Tracks that can be played from these folders. */
export function playableIn(folders: readonly string[]): SQL {
  return and(inArray(tracks.folder, [...folders]), isNull(tracks.brokenReason))!
}

/** The files already listed at or below some paths. */
export async function findKnownFiles(db: Db, paths: readonly string[]): Promise<Map<string, KnownFile>> {
  const { path, sizeBytes, modifiedAtMs, coverVersion } = tracks
  const rows = await db
    .select({
      path,
      sizeBytes,
      modifiedAtMs,
      coverVersion,
      isBroken: sql<boolean>`${tracks.brokenReason} is not null`,
    })
    .from(tracks)
    .where(or(...paths.map(atOrBelow)))
  return new Map(rows.map((row) => [row.path, row]))
}

/**
 * Writes what a scan found, and the words that search then knows. All in one order, so that two nodes which scan the
 * same disk never wait for one another in a ring.
 */
export async function saveTracks(db: Db, found: NewTrack[]): Promise<void> {
  const rows = found
    .map((track) => ({ ...track, id: idOfPath(track.path) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  await db.transaction(async (transaction) => {
    await transaction
      .insert(tracks)
      .values(rows)
      .onConflictDoUpdate({ target: tracks.path, set: OVERWRITTEN })
    await learnWords(
      transaction,
      rows.map((row) => row.id),
    )
  })
}

export async function removeTracks(db: Db, paths: string[]): Promise<void> {
  for (let from = 0; from < paths.length; from += REMOVED_AT_ONCE) {
    await db.delete(tracks).where(inArray(tracks.path, paths.slice(from, from + REMOVED_AT_ONCE)))
  }
}

/** Tells the planner how common each word is. It would find out by itself, but minutes after a first scan. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.execute(sql`analyze ${tracks}, ${searchWords}`)
}

/** Those of the tracks that can be played, in the order asked for. */
export async function findTracks(
  db: Db,
  folders: readonly string[],
  ids: readonly string[],
): Promise<Track[]> {
  const rows = await db
    .select(PUBLIC_COLUMNS)
    .from(tracks)
    .where(and(inArray(tracks.id, [...ids]), playableIn(folders)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id.toLowerCase()) ?? [])
}

/** The files that hold a picture, or lie beside it. */
export async function locateArtwork(
  db: Db,
  folders: readonly string[],
  artworkId: string,
): Promise<string[]> {
  const rows = await db
    .select({ path: tracks.path })
    .from(tracks)
    .where(and(eq(tracks.artworkId, artworkId), playableIn(folders)))
    .limit(FILES_TRIED_FOR_ARTWORK)
  return rows.map((row) => row.path)
}

/** Where a playable track lies on disk. */
export async function locateTrack(db: Db, folders: readonly string[], id: string) {
  const { path, kind } = tracks
  const [row] = await db
    .select({ path, kind })
    .from(tracks)
    .where(and(eq(tracks.id, id), playableIn(folders)))
  return row ?? null
}

export async function listBroken(db: Db, folders: readonly string[]) {
  const { folder, path, brokenReason } = tracks
  return db
    .select({ folder, path, reason: sql<string>`${brokenReason}` })
    .from(tracks)
    .where(and(inArray(folder, [...folders]), isNotNull(brokenReason)))
    .orderBy(asc(path))
}

export async function countTracks(db: Db, folders: readonly string[]): Promise<number> {
  const [row] = await db.select({ total: count() }).from(tracks).where(playableIn(folders))
  return row?.total ?? 0
}

const {
  id: _id,
  path: _path,
  titleKey: _key,
  titleWords: _t,
  titleArtistWords: _a,
  allWords: _w,
  ...WRITTEN
} = getTableColumns(tracks)
const OVERWRITTEN = Object.fromEntries(
  Object.entries(WRITTEN).map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`]),
)

/** The same path gives the same id, on every node and after an absence. */
function idOfPath(path: string): string {
  const bytes = createHash('sha256').update(path).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A range, not LIKE: it uses the index, and needs no escaping. */
function atOrBelow(path: string): SQL {
  const below = path.endsWith(sep) ? path : path + sep
  const justAfter = below.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1)
  return sql`(${tracks.path} = ${path} or (${tracks.path} >= ${below} and ${tracks.path} < ${justAfter}))`
}

async function learnWords(db: Queries, ids: string[]): Promise<void> {
  const said = db
    .select({ word: sql`unnest(tsvector_to_array(${tracks.allWords}))`.as('word') })
    .from(tracks)
    .where(and(inArray(tracks.id, ids), isNull(tracks.brokenReason)))
  await db.execute(sql`
    insert into ${searchWords} (word) select distinct word from (${said}) said order by word on conflict do nothing`)
}

import { sep } from 'node:path'
import { and, getTableColumns, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { searchWords, subtitles, tracks } from '~/db/schema/media'
import { idOf } from '../path-id.server'
import { overwrite } from './overwrite'
import { forgetEmptySeries, saveSeasons, type NewSeason } from './save-series.server'

type Generated = 'titleKey' | 'titleWords' | 'titleArtistWords' | 'allWords'

/** What a file was read as. `season` is given for episodes, `subtitles` for films that have some beside them. */
export type NewTrack = Omit<typeof tracks.$inferInsert, 'id' | 'seasonId' | Generated> & {
  season?: NewSeason | null
  subtitles?: NewSubtitle[]
}

export type NewSubtitle = Omit<typeof subtitles.$inferInsert, 'id' | 'trackId'>

/** What tells whether a file must be opened again. */
export type KnownFile = {
  sizeBytes: number
  modifiedAtMs: number
  coverVersion: string | null
  subtitlesVersion: string | null
  libraryId: string
  readAs: string | null
  isBroken: boolean
}

/** A statement takes 65,535 parameters, and a lock on each row it deletes. */
const REMOVED_AT_ONCE = 1000

/** The files already listed at or below some paths. */
export async function findKnownFiles(db: Db, paths: readonly string[]): Promise<Map<string, KnownFile>> {
  const { path, sizeBytes, modifiedAtMs, coverVersion, subtitlesVersion, libraryId, readAs } = tracks
  const isBroken = sql<boolean>`${tracks.brokenReason} is not null`
  const rows = await db
    .select({ path, sizeBytes, modifiedAtMs, coverVersion, subtitlesVersion, libraryId, readAs, isBroken })
    .from(tracks)
    .where(or(...paths.map(atOrBelow)))
  return new Map(rows.map((row) => [row.path, row]))
}

/**
 * Writes what a scan found, and the words that search then knows. All in one order, so that two nodes which scan the
 * same disk never wait for one another in a ring.
 */
export async function saveTracks(db: Db, found: NewTrack[]): Promise<void> {
  const sorted = found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  await db.transaction(async (tx) => {
    const seasonIds = await saveSeasons(tx, sorted)
    const rows = sorted.map(({ season: _season, subtitles: _subtitles, ...track }, at) => ({
      ...track,
      id: idOf(track.path),
      seasonId: seasonIds[at],
    }))
    await tx.insert(tracks).values(rows).onConflictDoUpdate({ target: tracks.path, set: OVERWRITTEN })
    await saveSubtitles(tx, sorted)
    await learnWords(
      tx,
      rows.map((row) => row.id),
    )
  })
}

export async function removeTracks(db: Db, paths: string[]): Promise<void> {
  for (let from = 0; from < paths.length; from += REMOVED_AT_ONCE) {
    await db.delete(tracks).where(inArray(tracks.path, paths.slice(from, from + REMOVED_AT_ONCE)))
  }
  await forgetEmptySeries(db)
}

/** Tells the planner how common each word is. It would find out by itself, but minutes after a first scan. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.execute(sql`analyze ${tracks}, ${searchWords}`)
}

const OVERWRITTEN = overwrite(getTableColumns(tracks), [
  'id',
  'path',
  'titleKey',
  'titleWords',
  'titleArtistWords',
  'allWords',
])

/** A range, not LIKE: it uses the index, and needs no escaping. */
function atOrBelow(path: string): SQL {
  const below = path.endsWith(sep) ? path : path + sep
  const justAfter = below.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1)
  return sql`(${tracks.path} = ${path} or (${tracks.path} >= ${below} and ${tracks.path} < ${justAfter}))`
}

/** Those of a film are written as a whole: what is gone from the disk is gone here. */
async function saveSubtitles(tx: Queries, found: NewTrack[]): Promise<void> {
  const ids = found.map((track) => idOf(track.path))
  await tx.delete(subtitles).where(inArray(subtitles.trackId, ids))
  const rows = found.flatMap((track, at) =>
    (track.subtitles ?? []).map((file) => ({
      ...file,
      trackId: ids[at]!,
      id: idOf(`${track.path}\n${file.path}`),
    })),
  )
  if (rows.length > 0) await tx.insert(subtitles).values(rows)
}

async function learnWords(db: Queries, ids: string[]): Promise<void> {
  const said = db
    .select({ word: sql`unnest(tsvector_to_array(${tracks.allWords}))`.as('word') })
    .from(tracks)
    .where(and(inArray(tracks.id, ids), isNull(tracks.brokenReason)))
  await db.execute(sql`
    insert into ${searchWords} (word) select distinct word from (${said}) said order by word on conflict do nothing`)
}

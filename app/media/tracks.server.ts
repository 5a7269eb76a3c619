import { and, asc, count, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { subtitles, tracks } from '~/db/schema/media'
import type { Track } from '~/domain/queue/queue'

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

/** Tracks of these libraries that can be played. */
export function playableIn(libraryIds: readonly string[]): SQL {
  return and(inArray(tracks.libraryId, [...libraryIds]), isNull(tracks.brokenReason))!
}

/** Those of the tracks that can be played, in the order asked for. */
export async function findTracks(
  db: Db,
  libraryIds: readonly string[],
  ids: readonly string[],
): Promise<Track[]> {
  const rows = await db
    .select(PUBLIC_COLUMNS)
    .from(tracks)
    .where(and(inArray(tracks.id, [...ids]), playableIn(libraryIds)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id.toLowerCase()) ?? [])
}

/** Where a playable track lies on disk. */
export async function locateTrack(db: Db, libraryIds: readonly string[], id: string) {
  const { path, kind, durationMs } = tracks
  const [row] = await db
    .select({ id: tracks.id, path, kind, durationMs })
    .from(tracks)
    .where(and(eq(tracks.id, id), playableIn(libraryIds)))
  return row ?? null
}

/** A file that is skipped. */
export type BrokenRow = { libraryId: string; folder: string; path: string; reason: string }

/** The media files, and the subtitles beside them, that cannot be used. */
export async function listBroken(db: Db, libraryIds: readonly string[]): Promise<BrokenRow[]> {
  const { libraryId, folder, path, brokenReason } = tracks
  const inLibraries = inArray(libraryId, [...libraryIds])
  const media = db
    .select({ libraryId, folder, path, reason: sql<string>`${brokenReason}` })
    .from(tracks)
    .where(and(inLibraries, isNotNull(brokenReason)))
    .orderBy(asc(path))
  const beside = db
    .select({ libraryId, folder, path: subtitles.path, reason: sql<string>`${subtitles.brokenReason}` })
    .from(subtitles)
    .innerJoin(tracks, eq(tracks.id, subtitles.trackId))
    .where(and(inLibraries, isNotNull(subtitles.brokenReason)))
    .orderBy(asc(subtitles.path))
  return [...(await media), ...(await beside)]
}

export async function countTracks(db: Db, libraryIds: readonly string[]): Promise<number> {
  const [row] = await db.select({ total: count() }).from(tracks).where(playableIn(libraryIds))
  return row?.total ?? 0
}

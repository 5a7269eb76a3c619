import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { seasons, series } from '~/db/schema/libraries'
import { tracks } from '~/db/schema/media'
import { playableIn } from '../tracks.server'

/** A file in which a picture was seen: itself one, or a media file that holds it. */
export type PictureFile = { path: string; isPicture: boolean }

/** The first one has it, unless it changed just now. */
const FILES_TRIED = 3

/** Where a picture that belongs to something in these libraries may be found; empty when none does. */
export async function locateArtwork(
  db: Db,
  libraryIds: readonly string[],
  artworkId: string,
): Promise<PictureFile[]> {
  const inLibraries = inArray(series.libraryId, [...libraryIds])
  const [ofTracks, ofSeries, ofSeasons] = await Promise.all([
    db
      .select({
        path: sql<string>`coalesce(${tracks.artworkPath}, ${tracks.path})`,
        isPicture: sql<boolean>`${tracks.artworkPath} is not null`,
      })
      .from(tracks)
      .where(and(eq(tracks.artworkId, artworkId), playableIn(libraryIds)))
      .limit(FILES_TRIED),
    db
      .select({ path: series.artworkPath })
      .from(series)
      .where(and(eq(series.artworkId, artworkId), inLibraries))
      .limit(1),
    db
      .select({ path: seasons.artworkPath })
      .from(seasons)
      .innerJoin(series, eq(series.id, seasons.seriesId))
      .where(and(eq(seasons.artworkId, artworkId), inLibraries))
      .limit(1),
  ])
  const shared = [...ofSeries, ...ofSeasons].flatMap(({ path }) => (path ? [{ path, isPicture: true }] : []))
  return [...ofTracks, ...shared]
}

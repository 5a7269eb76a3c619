import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { tracks } from '~/db/schema/media'
import type { Track } from '~/domain/queue/queue'
import { playableIn, PUBLIC_COLUMNS } from '../tracks.server'

/** A season is never longer, and a queue may not be. */
const MOST_EPISODES = 200

/** The order of a season. */
export const PLACE = [asc(tracks.place), asc(tracks.titleKey), asc(tracks.id)] as const

/** What comes after an episode in its season, in order; nothing for what is no episode. */
export async function restOfSeason(
  db: Db,
  libraryIds: readonly string[],
  episodeId: string,
): Promise<Track[]> {
  const { place, titleKey, seasonId } = tracks
  const [episode] = await db
    .select({ seasonId, place, titleKey: sql<string>`${titleKey}` })
    .from(tracks)
    .where(and(eq(tracks.id, episodeId), playableIn(libraryIds)))
  if (!episode?.seasonId || episode.place === null) return []
  const after = sql`(${place}, ${titleKey}, ${tracks.id}) > (${episode.place}, ${episode.titleKey}, ${episodeId}::uuid)`
  return db
    .select(PUBLIC_COLUMNS)
    .from(tracks)
    .where(and(eq(seasonId, episode.seasonId), playableIn(libraryIds), after))
    .orderBy(...PLACE)
    .limit(MOST_EPISODES)
}

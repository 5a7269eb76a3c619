import { and, asc, inArray, ne } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { libraries } from '~/db/schema/libraries'
import { tracks } from '~/db/schema/media'
import type { LibrarySummary } from '~/domain/library/library'
import { playableIn } from '../tracks.server'

/** These libraries, by name. */
export function listLibraries(db: Db, ids: readonly string[]): Promise<LibrarySummary[]> {
  return db
    .select({ id: libraries.id, name: libraries.name, kind: libraries.kind })
    .from(libraries)
    .where(inArray(libraries.id, [...ids]))
    .orderBy(asc(libraries.name), asc(libraries.id))
}

/** Those of the libraries in which there is a film or an episode, in the order given. */
export async function withFilms(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: tracks.libraryId })
    .from(tracks)
    .where(and(playableIn(ids), ne(tracks.role, 'track')))
  const found = new Set(rows.map((row) => row.id))
  return ids.filter((id) => found.has(id))
}

import { asc, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { libraries } from '~/db/schema/libraries'
import type { LibrarySummary } from '~/domain/library/library'

/** These libraries, by name. */
export function listLibraries(db: Db, ids: readonly string[]): Promise<LibrarySummary[]> {
  return db
    .select({ id: libraries.id, name: libraries.name, kind: libraries.kind })
    .from(libraries)
    .where(inArray(libraries.id, [...ids]))
    .orderBy(asc(libraries.name), asc(libraries.id))
}

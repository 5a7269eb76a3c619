import { eq, sql } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { sightings } from '~/db/schema/rooms'

export type Sighting = typeof sightings.$inferInsert

/** Notes whom a node saw in its rooms. */
export async function recordSightings(db: Db, seen: Sighting[]): Promise<void> {
  if (seen.length === 0) return
  await db
    .insert(sightings)
    .values(seen)
    .onConflictDoUpdate({
      target: [sightings.roomId, sightings.nodeId],
      set: {
        anyoneSeenAtMs: sql`excluded.anyone_seen_at_ms`,
        hostSeenAtMs: sql`coalesce(excluded.host_seen_at_ms, ${sightings.hostSeenAtMs})`,
        ownerSeenAtMs: sql`coalesce(excluded.owner_seen_at_ms, ${sightings.ownerSeenAtMs})`,
      },
    })
}

/** When any node last saw anybody, a host or co-host, and the host alone; 0 for never. */
export type LastSeen = { anyoneMs: number; hostMs: number; ownerMs: number }

export async function lastSeen(db: Queries, roomId: string): Promise<LastSeen> {
  const [seen] = await db
    .select({
      anyoneMs: sql<number | null>`max(${sightings.anyoneSeenAtMs})::float8`,
      hostMs: sql<number | null>`max(${sightings.hostSeenAtMs})::float8`,
      ownerMs: sql<number | null>`max(${sightings.ownerSeenAtMs})::float8`,
    })
    .from(sightings)
    .where(eq(sightings.roomId, roomId))
  return { anyoneMs: seen?.anyoneMs ?? 0, hostMs: seen?.hostMs ?? 0, ownerMs: seen?.ownerMs ?? 0 }
}

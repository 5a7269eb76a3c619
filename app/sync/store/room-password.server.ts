import { eq } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { rooms } from '~/db/schema/rooms'

/** The hash of a room's password; null where none is asked for. For comparing alone: it is sent to nobody. */
export async function roomPasswordHash(db: Queries, roomId: string): Promise<string | null> {
  const [row] = await db.select({ hash: rooms.passwordHash }).from(rooms).where(eq(rooms.id, roomId))
  return row?.hash ?? null
}

import { desc, eq, sql } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { roomEvents, rooms } from '~/db/schema/rooms'
import type { RoomEvent } from '~/domain/room/event'
import type { Position } from './frames'
import { Replica, TAIL_EVENTS } from './replica.server'
import { loadRoom } from './store/room-rows.server'

/** A room and the end of its log as the tables hold them, inside a transaction; null when there is no such room. */
export async function readReplica(tx: Queries, roomId: string): Promise<Replica | null> {
  // The lock keeps the tables still while they are read one after another.
  await tx.select({ id: rooms.id }).from(rooms).where(eq(rooms.id, roomId)).for('share')
  const room = await loadRoom(tx, roomId)
  if (!room) return null
  const rows = await tx
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(eq(roomEvents.roomId, roomId))
    .orderBy(desc(roomEvents.seq))
    .limit(TAIL_EVENTS)
  return new Replica(
    room,
    rows.reverse().map((row) => row.body as RoomEvent),
  )
}

/** Where the logs of these rooms stand. */
export async function readPositions(db: Db, roomIds: string[]): Promise<Map<string, Position>> {
  if (roomIds.length === 0) return new Map()
  const rows = await db
    .select({ id: rooms.id, epoch: rooms.epoch, seq: rooms.seq })
    .from(rooms)
    // As one parameter: a list of them ends at 65,535.
    .where(sql`${rooms.id} = any(${sql.param(`{${roomIds.join(',')}}`)}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

import { and, asc, eq, gt, lt, lte } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { roomCommands, roomEvents } from '~/db/schema/rooms'
import type { RoomEvent } from '~/domain/room/event'

/** Older than this and nobody resumes: a browser that slept longer gets a snapshot. */
export const LOG_KEPT_MS = 24 * 3_600_000
/** Enough for minutes of a busy room; whoever missed more is quicker served with a snapshot. */
export const LOG_KEPT_EVENTS = 1_000

/** The events after `afterSeq`, in order, at least up to `toSeq`; null when the log no longer reaches back that far. */
export async function readLog(
  db: Queries,
  roomId: string,
  afterSeq: number,
  toSeq: number,
): Promise<RoomEvent[] | null> {
  const rows = await db
    .select({ body: roomEvents.body })
    .from(roomEvents)
    .where(and(eq(roomEvents.roomId, roomId), gt(roomEvents.seq, afterSeq)))
    .orderBy(asc(roomEvents.seq))
  const events = rows.map((row) => row.body as RoomEvent)
  const isWhole = events[0]?.seq === afterSeq + 1 && events.at(-1)!.seq >= toSeq
  return isWhole ? events : null
}

/** The statement, to be run with others. */
export function appendToLog(db: Queries, roomId: string, events: RoomEvent[]) {
  return db
    .insert(roomEvents)
    .values(events.map((event) => ({ roomId, seq: event.seq, atMs: event.atMs, body: event })))
}

/** Keeps the last events of one room. */
export async function trimLog(db: Queries, roomId: string, seq: number): Promise<void> {
  await db
    .delete(roomEvents)
    .where(and(eq(roomEvents.roomId, roomId), lte(roomEvents.seq, seq - LOG_KEPT_EVENTS)))
}

/** Forgets what is too old to resume from, in all rooms, and with it what commands were done. */
export async function trimOldLogs(db: Queries, nowMs: number): Promise<void> {
  await db.delete(roomEvents).where(lt(roomEvents.atMs, nowMs - LOG_KEPT_MS))
  await db.delete(roomCommands).where(lt(roomCommands.atMs, nowMs - LOG_KEPT_MS))
}

import { and, asc, desc, eq, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { members, queueItems, rooms } from '~/db/schema/rooms'
import type { Role } from '~/domain/membership/member'
import type { Outcome, Track } from '~/domain/queue/queue'
import type { Kind } from '~/domain/room/kinds'

/** A room as one who is or was in it remembers it. */
export type RememberedRoom = {
  id: string
  code: string
  kind: Kind
  name: string
  role: Role
  isIn: boolean
  joinedAtMs: number
  openedAtMs: number
  endedAtMs: number | null
  hostName: string | null
  peopleCount: number
  songCount: number
  playing: Track | null
}

export type PlayedSong = {
  track: Track
  addedBy: string
  startedAtMs: number
  /** Null when it was playing still. */
  outcome: Exclude<Outcome, 'unplayable'> | null
}

export type HistoryPage = { rooms: RememberedRoom[]; nextCursor: string | null }

/** The rooms that a browser hosted or came into, the latest first. Who only ever waited at a door is not in them. */
export async function historyOf(
  db: Db,
  personId: string,
  { limit, cursor }: { limit: number; cursor: string | null },
): Promise<HistoryPage> {
  const found = await remembered(db, personId, and(cameIn, before(readCursor(cursor))), limit + 1)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { rooms: page, nextCursor: found.length > limit && last ? `${last.joinedAtMs}_${last.id}` : null }
}

/** The rooms that live and that this browser is in. */
export function liveRoomsOf(db: Db, personId: string, limit: number): Promise<RememberedRoom[]> {
  return remembered(db, personId, and(eq(members.state, 'in'), isNull(rooms.ended)), limit)
}

/**
 * What was played in a room, in order, for somebody who came into it; null when this browser never did. Somebody who was
 * removed sees only what they added themselves: when they had to go is not kept for ever, and what was played after
 * that is not for them. Who left of their own accord could come back at any time, and sees all of it.
 */
export async function playedIn(
  db: Db,
  roomId: string,
  personId: string,
): Promise<{ room: RememberedRoom; songs: PlayedSong[] } | null> {
  const [room] = await remembered(db, personId, and(cameIn, eq(rooms.id, roomId)), 1)
  if (!room) return null
  const own = and(eq(members.roomId, roomId), eq(members.personId, personId))
  const [self] = await db.select({ id: members.id, state: members.state }).from(members).where(own)
  const rows = await db
    .select({
      track: queueItems.track,
      addedBy: members.name,
      startedAtMs: queueItems.startedAtMs,
      outcome: queueItems.outcome,
    })
    .from(queueItems)
    .innerJoin(members, and(eq(members.roomId, queueItems.roomId), eq(members.id, queueItems.addedBy)))
    .where(
      and(
        eq(queueItems.roomId, roomId),
        wasHeard,
        self?.state === 'removed' ? eq(queueItems.addedBy, self.id) : undefined,
      ),
    )
    .orderBy(asc(queueItems.startedAtMs), asc(queueItems.playedSeq))
  return { room, songs: rows as PlayedSong[] }
}

/** The name under which a browser was last in a room. */
export async function lastNameOf(db: Db, personId: string): Promise<string | null> {
  const [row] = await db
    .select({ name: members.name })
    .from(members)
    .where(eq(members.personId, personId))
    .orderBy(desc(members.joinedAtMs))
    .limit(1)
  return row?.name ?? null
}

const cameIn = inArray(members.state, ['in', 'left', 'removed'])
/** A file that could not be played was heard by nobody. */
const wasHeard = sql`${queueItems.state} <> 'waiting' and ${queueItems.outcome} is distinct from 'unplayable'`

async function remembered(
  db: Db,
  personId: string,
  which: SQL | undefined,
  limit: number,
): Promise<RememberedRoom[]> {
  const ofRoom = sql`${queueItems.roomId} = ${rooms.id} and ${wasHeard}
    and (${members.state} <> 'removed' or ${queueItems.addedBy} = ${members.id})`
  const rows = await db
    .select({
      id: rooms.id,
      code: rooms.code,
      kind: rooms.kind,
      name: rooms.name,
      role: members.role,
      isIn: sql<boolean>`${members.state} = 'in'`,
      joinedAtMs: members.joinedAtMs,
      openedAtMs: rooms.createdAtMs,
      endedAtMs: sql<number | null>`(${rooms.ended}->>'atMs')::float8`,
      hostName: sql<string | null>`(select h.name from ${members} h
        where h.room_id = ${rooms.id} and h.role = 'host' order by h.state = 'in' desc limit 1)`,
      peopleCount: sql<number>`(select count(*)::int from ${members} p
        where p.room_id = ${rooms.id} and p.state = 'in' and p.role <> 'stage')`,
      songCount: sql<number>`(select count(*)::int from ${queueItems} where ${ofRoom})`,
      playing: sql<Track | null>`(select ${queueItems.track} from ${queueItems}
        where ${queueItems.roomId} = ${rooms.id} and ${queueItems.state} = 'playing'
        and ${members.state} <> 'removed' limit 1)`,
    })
    .from(members)
    .innerJoin(rooms, eq(rooms.id, members.roomId))
    .where(and(eq(members.personId, personId), which))
    .orderBy(desc(members.joinedAtMs), desc(members.roomId))
    .limit(limit)
  return rows as RememberedRoom[]
}

type Cursor = { joinedAtMs: number; roomId: string }

function readCursor(text: string | null): Cursor | null {
  const match = /^(\d{1,15})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/.exec(text ?? '')
  return match ? { joinedAtMs: Number(match[1]), roomId: match[2]! } : null
}

function before(cursor: Cursor | null): SQL | undefined {
  if (!cursor) return undefined
  const { joinedAtMs, roomId } = cursor
  return or(
    lt(members.joinedAtMs, joinedAtMs),
    and(eq(members.joinedAtMs, joinedAtMs), lt(members.roomId, roomId)),
  )
}

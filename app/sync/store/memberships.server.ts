import { and, desc, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { members, rooms } from '~/db/schema/rooms'

/** Which member a browser is in a room, whatever became of the membership; null for a stranger. */
export async function findMemberId(db: Queries, roomId: string, personId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.roomId, roomId), eq(members.personId, personId)))
  return row?.id ?? null
}

/** Who a member of a room is: the account or the browser; null when there is no such member. */
export async function findPersonId(db: Queries, roomId: string, memberId: string): Promise<string | null> {
  const [row] = await db
    .select({ personId: members.personId })
    .from(members)
    .where(and(eq(members.roomId, roomId), eq(members.id, memberId)))
  return row?.personId ?? null
}

/** The rooms that a browser hosted or joined, the latest first. */
export async function findRoomIds(db: Queries, personId: string): Promise<string[]> {
  const rows = await db
    .select({ roomId: members.roomId })
    .from(members)
    .where(eq(members.personId, personId))
    .orderBy(desc(members.joinedAtMs))
  return rows.map((row) => row.roomId)
}

/** Where an account is in rooms that live, or waits to be, and is not known there as that account. */
export function findUnidentified(
  db: Queries,
  accountId: string,
): Promise<{ roomId: string; memberId: string }[]> {
  return db
    .select({ roomId: members.roomId, memberId: members.id })
    .from(members)
    .innerJoin(rooms, eq(rooms.id, members.roomId))
    .where(
      and(
        eq(members.personId, accountId),
        isNull(members.accountId),
        inArray(members.state, ['in', 'waiting']),
        ne(members.role, 'stage'),
        isNull(rooms.ended),
      ),
    )
}

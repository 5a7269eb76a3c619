import { and, count, desc, eq, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { members, queueItems, rooms } from '~/db/schema/rooms'
import type { Track } from '~/domain/queue/queue'
import type { InvitedRole } from '~/domain/room/command'

/** An invitation as the one who was invited sees it. */
export type Invite = {
  roomId: string
  code: string
  roomName: string
  hostName: string | null
  /** What is on, or will be; null while nothing is. */
  track: Track | null
  role: InvitedRole
  /** `notComing`: it was declined, and still stands. */
  state: 'invited' | 'notComing'
  passwordRequired: boolean
  invitedAtMs: number
  /** When it begins by itself; null once it has begun, or where somebody presses play. */
  startsAtMs: number | null
}

type InviteQuery = { limit: number; cursor?: string | null; states?: Invite['state'][]; roomId?: string }

export type InvitePage = { invites: Invite[]; nextCursor: string | null }

/** The invitations of an account to rooms that live, the latest first. Nobody else is ever shown them. */
export async function invitesOf(
  db: Queries,
  accountId: string,
  { limit, cursor = null, states = ['invited', 'notComing'], roomId }: InviteQuery,
): Promise<InvitePage> {
  const hostName = sql<string | null>`(select h.name from ${members} h
    where h.room_id = ${rooms.id} and h.role = 'host' order by h.state = 'in' desc limit 1)`
  const rows = await db
    .select({
      roomId: rooms.id,
      code: rooms.code,
      roomName: rooms.name,
      hostName,
      track: queueItems.track,
      role: members.role,
      state: members.state,
      passwordRequired: sql<boolean>`${rooms.passwordHash} is not null`,
      invitedAtMs: members.joinedAtMs,
      startsAtMs: sql<number | null>`case when not (${rooms.appointment} ->> 'hasBegun')::boolean
        then (${rooms.appointment} ->> 'startsAtMs')::float8 end`,
    })
    .from(members)
    .innerJoin(rooms, eq(rooms.id, members.roomId))
    .leftJoin(queueItems, and(eq(queueItems.roomId, rooms.id), eq(queueItems.state, 'playing')))
    .where(and(stands(accountId, states), before(cursor), roomId ? eq(rooms.id, roomId) : undefined))
    .orderBy(desc(members.joinedAtMs), desc(members.roomId))
    .limit(limit + 1)
  const invites = rows.slice(0, limit) as Invite[]
  const last = invites.at(-1)
  return { invites, nextCursor: rows.length > limit && last ? `${last.invitedAtMs}_${last.roomId}` : null }
}

/** An account's invitation to one room, if it still waits for an answer. */
export async function invitationTo(db: Queries, accountId: string, roomId: string): Promise<Invite | null> {
  const { invites } = await invitesOf(db, accountId, { limit: 1, states: ['invited'], roomId })
  return invites[0] ?? null
}

/** How many invitations wait for an answer. */
export async function countInvites(db: Queries, accountId: string): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(members)
    .innerJoin(rooms, eq(rooms.id, members.roomId))
    .where(stands(accountId, ['invited']))
  return row?.waiting ?? 0
}

function stands(accountId: string, states: Invite['state'][]): SQL | undefined {
  return and(eq(members.personId, accountId), inArray(members.state, states), isNull(rooms.ended))
}

function before(cursor: string | null): SQL | undefined {
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? '')
  if (!match) return undefined
  const [atMs, roomId] = [Number(match[1]), match[2]!]
  return or(lt(members.joinedAtMs, atMs), and(eq(members.joinedAtMs, atMs), lt(members.roomId, roomId)))
}

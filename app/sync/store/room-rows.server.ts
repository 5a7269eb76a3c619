import { and, asc, desc, eq } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { members, messages, queueItems, rooms, voices } from '~/db/schema/rooms'
import { MESSAGES_KEPT } from '~/domain/chat/message'
import type { Member, MemberState, Role } from '~/domain/membership/member'
import type { Playhead } from '~/domain/playback/playhead'
import { enqueue, type Outcome, type PlayedItem, type QueueItem, type Track } from '~/domain/queue/queue'
import type { Kind } from '~/domain/room/kinds'
import { POLICY_DEFAULTS, type Policy } from '~/domain/room/policy'
import { PLAYED_KEPT, type Room } from '~/domain/room/room'

/** A room as its tables hold it: the same as folding its log (S3). Read inside a transaction that holds its lock. */
export async function loadRoom(db: Queries, roomId: string): Promise<Room | null> {
  const [row] = await db.select().from(rooms).where(eq(rooms.id, roomId))
  if (!row) return null

  const [memberRows, waiting, current, played, voiceRows, messageRows] = await Promise.all([
    db.select().from(members).where(eq(members.roomId, roomId)),
    itemsInState(db, roomId, 'waiting'),
    itemsInState(db, roomId, 'playing'),
    itemsInState(db, roomId, 'played'),
    db.select().from(voices).where(eq(voices.roomId, roomId)).orderBy(asc(voices.seq)),
    db
      .select()
      .from(messages)
      .where(eq(messages.roomId, roomId))
      .orderBy(desc(messages.seq))
      .limit(MESSAGES_KEPT),
  ])
  const voicesOf = (kind: string) =>
    voiceRows
      .filter((voice) => voice.kind === kind && voice.itemId === current[0]?.id)
      .map((voice) => voice.memberId)

  return {
    id: row.id,
    code: row.code,
    kind: row.kind as Kind,
    name: row.name,
    policy: { ...POLICY_DEFAULTS, ...(row.policy as Policy) },
    createdAtMs: row.createdAtMs,
    endsAtMs: row.endsAtMs,
    updatedAtMs: row.updatedAtMs,
    epoch: row.epoch,
    seq: row.seq,
    members: Object.fromEntries(memberRows.map((member) => [member.id, toMember(member)])),
    isLocked: row.passwordHash !== null,
    queue: waiting.map(toQueueItem).reduce(enqueue, []),
    current: current[0] ? toPlayedItem(current[0]) : null,
    playhead: row.playback as Playhead,
    gate: row.gate as Room['gate'],
    skipVotes: voicesOf('skip'),
    failures: voicesOf('failure'),
    played: played.map(toPlayedItem).reverse(),
    messages: messageRows.reverse().map(({ id, memberId, text, atMs }) => ({ id, memberId, text, atMs })),
    hostAway: row.hostAway as Room['hostAway'],
    closing: row.closing as Room['closing'],
    ended: row.ended as Room['ended'],
    appointment: row.appointment as Room['appointment'],
  }
}

type ItemRow = typeof queueItems.$inferSelect
type ItemState = 'waiting' | 'playing' | 'played'

/** Waiting items are few; of those that played, a room shows the last ones. */
function itemsInState(db: Queries, roomId: string, state: ItemState): Promise<ItemRow[]> {
  const rows = db
    .select()
    .from(queueItems)
    .where(and(eq(queueItems.roomId, roomId), eq(queueItems.state, state)))
  return state === 'played' ? rows.orderBy(desc(queueItems.playedSeq)).limit(PLAYED_KEPT) : rows
}

function toMember(row: typeof members.$inferSelect): Member {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    state: row.state as MemberState,
    joinedAtMs: row.joinedAtMs,
    accountId: row.accountId,
  }
}

function toQueueItem(row: ItemRow): QueueItem {
  return { id: row.id, track: row.track as Track, addedBy: row.addedBy, rank: row.rank }
}

function toPlayedItem(row: ItemRow): PlayedItem {
  return {
    id: row.id,
    track: row.track as Track,
    addedBy: row.addedBy,
    startedAtMs: row.startedAtMs!,
    outcome: row.outcome as Outcome | null,
  }
}

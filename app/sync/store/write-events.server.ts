import { and, eq } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { members, messages, queueItems, rooms, voices } from '~/db/schema/rooms'
import { withoutAccount, type Member } from '~/domain/membership/member'
import type { EventType, RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import { appendToLog } from './log.server'

type Writing = {
  db: Queries
  /** The room as it was, null before its first event, and as it is once the events have happened. */
  before: Room | null
  room: Room
  /** The browser or program behind the member that these events bring in: it stands in no event. */
  personId: string | null
  /** The password that comes with these events, hashed; null to take it away. It stands in no event either. */
  passwordHash?: string | null | undefined
  wakeAtMs: number | null
}

/**
 * Writes events, the rows they change and whatever else belongs to it. Runs inside the transaction that holds the
 * room's lock. The statements leave together and Postgres runs them in order, so a command waits for all of them once.
 */
export async function writeEvents(
  writing: Writing,
  events: RoomEvent[],
  others: Statement[] = [],
): Promise<void> {
  const statements = [
    writing.before ? updateRoom(writing, writing.before) : insertRoom(writing),
    appendToLog(writing.db, writing.room.id, events),
    ...events.flatMap((event) => (ROWS[event.type] as RowWriter)(writing, event)),
    ...others,
  ]
  await Promise.all(statements.map((statement) => statement.execute()))
}

/** One that has not been run yet. */
export type Statement = { execute(): Promise<unknown> }

/** What plays has no place in the queue any more, but every row has a rank. */
const FIRST_RANK = 'a0'

type RowWriter = (writing: Writing, event: RoomEvent) => Statement | Statement[]
type RowWriterFor<Type extends EventType> = (
  writing: Writing,
  event: Extract<RoomEvent, { type: Type }>,
) => Statement | Statement[]

/** What is part of the room's own row is written with it, whatever the event was. */
const inRoomRow = () => []

const ROWS: { [Type in EventType]: RowWriterFor<Type> } = {
  'room.opened': (writing, { room }) => [
    ...Object.values(room.members).map((member) => putMember(writing, member)),
    ...putItems(writing, room),
  ],
  'room.changed': inRoomRow,
  'room.hostWentAway': inRoomRow,
  'room.hostCameBack': inRoomRow,
  'room.closing': inRoomRow,
  'room.stayedOpen': inRoomRow,
  'room.ended': inRoomRow,
  'room.locked': inRoomRow,

  'member.invited': (writing, { member }) => putMember(writing, member),
  'member.uninvited': (writing, { memberId }) => changeMember(writing, memberId, { state: 'uninvited' }),
  'member.notComing': (writing, { memberId }) => changeMember(writing, memberId, { state: 'notComing' }),
  'member.asked': (writing, { member }) => putMember(writing, member),
  'member.joined': (writing, { member }) => putMember(writing, member),
  'member.declined': (writing, { memberId }) => changeMember(writing, memberId, { state: 'declined' }),
  'member.left': (writing, { memberId }) => takeAway(writing, memberId, 'left'),
  'member.removed': (writing, { memberId }) => takeAway(writing, memberId, 'removed'),
  'member.identified': (writing, { memberId, accountId, role }) => {
    const former = Object.values(writing.before!.members).find((member) => member.accountId === accountId)
    const identified = changeMember(writing, memberId, { accountId, role })
    return former ? [changeMember(writing, former.id, withoutAccount(former)), identified] : identified
  },
  'member.renamed': (writing, { memberId, name }) => changeMember(writing, memberId, { name }),
  'member.roleChanged': (writing, { memberId, role }) => changeMember(writing, memberId, { role }),

  'queue.added': ({ db, room }, { item }) =>
    db.insert(queueItems).values({ roomId: room.id, ...item, state: 'waiting' }),
  'queue.removed': ({ db, room }, { itemId }) => db.delete(queueItems).where(isItem(room.id, itemId)),
  'queue.moved': ({ db, room }, { itemId, rank }) =>
    db.update(queueItems).set({ rank }).where(isItem(room.id, itemId)),

  'playback.changed': inRoomRow,
  'gate.closed': inRoomRow,
  'gate.opened': inRoomRow,
  'playback.movedOn': ({ db, room }, { outcome, playhead, atMs, seq }) => {
    const isCurrent = and(eq(queueItems.roomId, room.id), eq(queueItems.state, 'playing'))
    const end = db.update(queueItems).set({ state: 'played', playedSeq: seq, outcome }).where(isCurrent)
    if (playhead.itemId === null) return end
    const next = isItem(room.id, playhead.itemId)
    return [end, db.update(queueItems).set({ state: 'playing', startedAtMs: atMs }).where(next)]
  },
  'playback.failed': (writing, { itemId, memberId, seq }) =>
    putVoice(writing, 'failure', itemId, memberId, seq),
  'vote.cast': (writing, { itemId, memberId, seq }) => putVoice(writing, 'skip', itemId, memberId, seq),
  'vote.withdrawn': ({ db, room }, { itemId, memberId }) =>
    db
      .delete(voices)
      .where(
        and(
          eq(voices.roomId, room.id),
          eq(voices.itemId, itemId),
          eq(voices.memberId, memberId),
          eq(voices.kind, 'skip'),
        ),
      ),

  'chat.said': ({ db, room }, { message, seq }) =>
    db.insert(messages).values({ roomId: room.id, seq, ...message }),
}

function insertRoom({ db, room, passwordHash, wakeAtMs }: Writing) {
  return db.insert(rooms).values({
    id: room.id,
    code: room.code,
    kind: room.kind,
    createdAtMs: room.createdAtMs,
    epoch: room.epoch,
    passwordHash,
    wakeAtMs,
    ...changingColumns(room),
  })
}

/** Most commands leave most of the row alone; what `apply` did not touch is the same object as before. */
function updateRoom({ db, room, passwordHash, wakeAtMs }: Writing, before: Room) {
  const old = changingColumns(before)
  const changed = Object.entries(changingColumns(room)).filter(
    ([column, value]) => value !== old[column as keyof typeof old],
  )
  return db
    .update(rooms)
    .set({ ...Object.fromEntries(changed), passwordHash, wakeAtMs })
    .where(eq(rooms.id, room.id))
}

function changingColumns(room: Room) {
  return {
    name: room.name,
    policy: room.policy,
    playback: room.playhead,
    gate: room.gate,
    hostAway: room.hostAway,
    closing: room.closing,
    ended: room.ended,
    appointment: room.appointment,
    endsAtMs: room.endsAtMs,
    updatedAtMs: room.updatedAtMs,
    seq: room.seq,
  }
}

/** Who has an account is that person here; a guest is the browser that sent the command. */
function putMember({ db, room, personId: sender }: Writing, member: Member) {
  const personId = member.accountId ?? sender
  if (personId === null) return changeMember({ db, room }, member.id, member)
  return db
    .insert(members)
    .values({ roomId: room.id, personId, ...member })
    .onConflictDoUpdate({ target: [members.roomId, members.id], set: { ...member } })
}

function putItems({ db }: Writing, { id: roomId, current, queue }: Room) {
  const first = current && { ...current, rank: FIRST_RANK, state: 'playing' }
  const items = [...(first ? [first] : []), ...queue.map((item) => ({ ...item, state: 'waiting' }))]
  return items.length === 0 ? [] : [db.insert(queueItems).values(items.map((item) => ({ roomId, ...item })))]
}

function changeMember({ db, room }: Pick<Writing, 'db' | 'room'>, memberId: string, change: Partial<Member>) {
  return db
    .update(members)
    .set(change)
    .where(and(eq(members.roomId, room.id), eq(members.id, memberId)))
}

function takeAway(writing: Writing, memberId: string, state: 'left' | 'removed') {
  const { db, room } = writing
  const itsVoices = and(eq(voices.roomId, room.id), eq(voices.memberId, memberId))
  return [changeMember(writing, memberId, { state }), db.delete(voices).where(itsVoices)]
}

function putVoice({ db, room }: Writing, kind: string, itemId: string, memberId: string, seq: number) {
  return db.insert(voices).values({ roomId: room.id, itemId, memberId, kind, seq })
}

function isItem(roomId: string, itemId: string) {
  return and(eq(queueItems.roomId, roomId), eq(queueItems.id, itemId))
}

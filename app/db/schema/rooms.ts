import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

/**
 * Everything a room is. Each key begins with the room's id, so that the tables can be distributed by room.
 * Times are milliseconds of the room's clock (rule S9). The shapes of the JSON columns are the domain's.
 */
const roomId = () =>
  uuid('room_id')
    .notNull()
    .references(() => rooms.id, { onDelete: 'cascade' })

const timeMs = (name: string) => bigint(name, { mode: 'number' })

export const rooms = pgTable(
  'room',
  {
    id: uuid('id').primaryKey(),
    code: text('code').notNull().unique(),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    policy: jsonb('policy').notNull(),
    playback: jsonb('playback').notNull(),
    gate: jsonb('gate'),
    hostAway: jsonb('host_away'),
    closing: jsonb('closing'),
    /** Argon2id in PHC form; null where no password is asked for. Never part of a room as others hold it. */
    passwordHash: text('password_hash'),
    ended: jsonb('ended'),
    appointment: jsonb('appointment'),
    createdAtMs: timeMs('created_at_ms').notNull(),
    endsAtMs: timeMs('ends_at_ms').notNull(),
    updatedAtMs: timeMs('updated_at_ms').notNull(),
    epoch: uuid('epoch').notNull(),
    seq: timeMs('seq').notNull(),
    /** When a node should next ask the rules whether anything is due; null once the room has ended. */
    wakeAtMs: timeMs('wake_at_ms'),
  },
  (room) => [
    index('room_wake')
      .on(room.wakeAtMs)
      .where(sql`wake_at_ms is not null`),
  ],
)

export const roomEvents = pgTable(
  'room_event',
  {
    roomId: roomId(),
    seq: timeMs('seq').notNull(),
    atMs: timeMs('at_ms').notNull(),
    body: jsonb('body').notNull(),
  },
  (event) => [primaryKey({ columns: [event.roomId, event.seq] }), index('room_event_age').on(event.atMs)],
)

/** What was done, by the id its sender minted (rule S11). */
export const roomCommands = pgTable(
  'room_command',
  {
    roomId: roomId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    seq: timeMs('seq').notNull(),
    atMs: timeMs('at_ms').notNull(),
  },
  (command) => [primaryKey({ columns: [command.roomId, command.id] })],
)

export const members = pgTable(
  'member',
  {
    roomId: roomId(),
    id: uuid('id').notNull(),
    personId: uuid('person_id').notNull(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    state: text('state').notNull(),
    joinedAtMs: timeMs('joined_at_ms').notNull(),
    /** The same as the person's id, for those who came in with an account. */
    accountId: uuid('account_id'),
  },
  (member) => [
    primaryKey({ columns: [member.roomId, member.id] }),
    uniqueIndex('member_person').on(member.roomId, member.personId),
    index('member_history').on(member.personId, member.joinedAtMs),
    index('member_invited')
      .on(member.personId, member.joinedAtMs)
      .where(sql`state in ('invited', 'notComing')`),
  ],
)

/** Links by which guests come in, without the password too. Only the SHA-256 of what is in a link is kept. */
export const guestLinks = pgTable(
  'guest_link',
  {
    roomId: roomId(),
    id: uuid('id').notNull(),
    tokenHash: text('token_hash').notNull(),
    /** Null while it is good for any number of guests. */
    usesLeft: integer('uses_left'),
    usedCount: integer('used_count').notNull().default(0),
    createdAtMs: timeMs('created_at_ms').notNull(),
    expiresAtMs: timeMs('expires_at_ms').notNull(),
  },
  (link) => [
    primaryKey({ columns: [link.roomId, link.id] }),
    uniqueIndex('guest_link_token').on(link.roomId, link.tokenHash),
  ],
)

export const queueItems = pgTable(
  'queue_item',
  {
    roomId: roomId(),
    id: uuid('id').notNull(),
    /** What the queue needs of the track, kept as it was when it was added. */
    track: jsonb('track').notNull(),
    addedBy: uuid('added_by').notNull(),
    rank: text('rank').notNull(),
    state: text('state').notNull(),
    startedAtMs: timeMs('started_at_ms'),
    /** The event that ended it: the order in which songs were played. */
    playedSeq: timeMs('played_seq'),
    outcome: text('outcome'),
  },
  (item) => [
    primaryKey({ columns: [item.roomId, item.id] }),
    index('queue_item_state').on(item.roomId, item.state, item.playedSeq),
  ],
)

/** Voices about the song that plays: votes to skip it, and reports that it cannot be played. */
export const voices = pgTable(
  'voice',
  {
    roomId: roomId(),
    itemId: uuid('item_id').notNull(),
    memberId: uuid('member_id').notNull(),
    kind: text('kind').notNull(),
    seq: timeMs('seq').notNull(),
  },
  (voice) => [
    primaryKey({ columns: [voice.roomId, voice.itemId, voice.kind, voice.memberId] }),
    foreignKey({
      columns: [voice.roomId, voice.itemId],
      foreignColumns: [queueItems.roomId, queueItems.id],
    }).onDelete('cascade'),
  ],
)

export const messages = pgTable(
  'message',
  {
    roomId: roomId(),
    id: uuid('id').notNull(),
    seq: timeMs('seq').notNull(),
    memberId: uuid('member_id').notNull(),
    text: text('text').notNull(),
    atMs: timeMs('at_ms').notNull(),
  },
  (message) => [
    primaryKey({ columns: [message.roomId, message.id] }),
    uniqueIndex('message_order').on(message.roomId, message.seq),
  ],
)

/** What each node saw of a room's people (rule S10): the absence rules read it, presence itself rides the bus. */
export const sightings = pgTable(
  'room_sighting',
  {
    roomId: roomId(),
    nodeId: uuid('node_id').notNull(),
    anyoneSeenAtMs: timeMs('anyone_seen_at_ms').notNull(),
    /** A host or a co-host; and the one host alone. */
    hostSeenAtMs: timeMs('host_seen_at_ms'),
    ownerSeenAtMs: timeMs('owner_seen_at_ms'),
  },
  (sighting) => [primaryKey({ columns: [sighting.roomId, sighting.nodeId] })],
)

/** When any node was last alive, and the last time that none was for long. There is one row. */
export const nodeLife = pgTable('node_life', {
  id: integer('id').primaryKey(),
  aliveAtMs: timeMs('alive_at_ms').notNull(),
  outageFromMs: timeMs('outage_from_ms'),
  outageToMs: timeMs('outage_to_ms'),
})

/** A screen that waits to be told which room to show; the code is read off the screen by a host. */
export const pairings = pgTable(
  'pairing',
  {
    code: text('code').primaryKey(),
    personId: uuid('person_id').notNull(),
    expiresAtMs: timeMs('expires_at_ms').notNull(),
    roomCode: text('room_code'),
    used: boolean('used').notNull().default(false),
  },
  (pairing) => [index('pairing_person').on(pairing.personId)],
)

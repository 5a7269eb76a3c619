import { and, eq } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { roomCommands, rooms } from '~/db/schema/rooms'
import { isHost } from '~/domain/membership/member'
import type { SoundingDevice } from '~/domain/playback/device'
import { SHORTEST_LEAD_MS } from '~/domain/playback/lead'
import type { Outage } from '~/domain/playback/outage'
import { apply } from '~/domain/room/apply'
import type { Command } from '~/domain/room/command'
import { decide, type Actor } from '~/domain/room/decide'
import type { Facts } from '~/domain/room/decision'
import { stamp, type RoomEvent } from '~/domain/room/event'
import { wakeAtMs } from '~/domain/room/lifecycle'
import { isRefusal, refuse, type Refusal } from '~/domain/room/refusal'
import { hostOf, type Room } from '~/domain/room/room'
import { useGuestLink } from './store/guest-links.server'
import { trimLog } from './store/log.server'
import { findMemberId } from './store/memberships.server'
import { lastSeen } from './store/sightings.server'
import { writeEvents } from './store/write-events.server'

/** Done: the room stands at `seq`, having moved by `events` (none when it was so already, or done before). */
export type Done = { room: Room; seq: number; events: RoomEvent[] }
export type Outcome = Done | Refusal

/** Who sends a command: a member by id, a browser that wants in, or the clock. */
export type Sender = { memberId: string } | { personId: string } | 'clock'

/** Who did a command, and where the room stood after it. */
export type DoneBefore = { memberId: string; seq: number }

/** What the rules need to know of the world outside the room. */
export type Surroundings = {
  clock: { nowMs(): number }
  /** Whose browsers are connected, as far as known. */
  presentIn: (roomId: string) => ReadonlySet<string> | null
  /** Nobody can be held absent since before this node could see them. */
  watchingSinceMs: () => number
  leadMsIn: (roomId: string) => number
  /** The devices that sound there, as far as known. */
  soundingIn: (roomId: string) => readonly SoundingDevice[] | null
  /** The last long time in which no node lived. */
  outage: () => Outage | null
}

type Execution = {
  sender: Sender
  command: Command
  /** What became of the same command when it was sent before. */
  doneBefore: DoneBefore | undefined
  surroundings: Surroundings
}

/** Trimming now and then is enough; each time would cost every command. */
const TRIM_EVERY_EVENTS = 250

/**
 * Asks the rules and writes what they say. Runs inside the transaction that holds the room's lock, on the room as it is
 * under that lock (S1). A refusal writes nothing; a command that was done before is not done again (S11).
 */
export async function executeLocked(tx: Queries, room: Room, execution: Execution): Promise<Outcome> {
  const { sender, surroundings } = execution
  const asked = sender === 'clock' ? null : await whoAsks(tx, room, sender, execution)
  if (asked && 'doneAtSeq' in asked) return { room, seq: asked.doneAtSeq, events: [] }
  if (asked && isRefusal(asked)) return asked

  const command = asked?.command ?? execution.command
  const facts = await gatherFacts(tx, room, command, surroundings)
  const decision = decide(room, asked?.actor ?? 'clock', command, facts)
  if (isRefusal(decision)) return decision

  const by = asked?.memberId ?? null
  const events = stamp(room, decision.happenings, by, facts.nowMs)
  // Under the room's lock: of two guests at once, one has the last use of a link.
  const guestLinkId = command.type === 'join' && events.length > 0 ? command.guestLinkId : undefined
  if (guestLinkId && !(await useGuestLink(tx, room.id, guestLinkId, facts.nowMs))) return refuse('link_spent')
  const after = events.reduce(apply, room)
  const wake = wakeAtMs(after, facts)
  if (events.length === 0) {
    if (command.type === 'tick') await tx.update(rooms).set({ wakeAtMs: wake }).where(eq(rooms.id, room.id))
    return { room, seq: room.seq, events }
  }
  const personId = sender !== 'clock' && 'personId' in sender ? sender.personId : null
  const memory = by ? [rememberCommand(tx, by, command, after)] : []
  const passwordHash = command.type === 'setPassword' ? command.passwordHash : undefined
  const writing = { db: tx, before: room, room: after, personId, passwordHash, wakeAtMs: wake }
  await writeEvents(writing, events, memory)
  const trimsDue = Math.floor(after.seq / TRIM_EVERY_EVENTS) - Math.floor(room.seq / TRIM_EVERY_EVENTS)
  if (trimsDue > 0) await trimLog(tx, room.id, after.seq)
  return { room: after, seq: after.seq, events }
}

/** Looks whether a command was done before. */
export function findCommand(db: Queries, roomId: string, commandId: string) {
  return db
    .select({ memberId: roomCommands.memberId, seq: roomCommands.seq })
    .from(roomCommands)
    .where(and(eq(roomCommands.roomId, roomId), eq(roomCommands.id, commandId)))
}

/** For those who do not ask about absence: everybody was seen just now. */
export function everyoneSeen(nowMs: number): Facts {
  const leadMs = SHORTEST_LEAD_MS
  return {
    nowMs,
    present: null,
    anyoneSeenAtMs: nowMs,
    hostSeenAtMs: nowMs,
    ownerSeenAtMs: nowMs,
    leadMs,
    devices: [],
    outage: null,
  }
}

type Asked = { actor: Actor; memberId: string; command: Command }

async function whoAsks(
  tx: Queries,
  room: Room,
  sender: Exclude<Sender, 'clock'>,
  { command, doneBefore }: Execution,
): Promise<Asked | { doneAtSeq: number } | Refusal> {
  const asked =
    'personId' in sender
      ? await newcomer(tx, room, sender.personId, command)
      : member(room, sender.memberId, command)
  if (isRefusal(asked) || !doneBefore) return asked
  return doneBefore.memberId === asked.memberId ? { doneAtSeq: doneBefore.seq } : refuse('changed_meanwhile')
}

function member(room: Room, memberId: string, command: Command): Asked | Refusal {
  const actor = room.members[memberId]
  return actor ? { actor, memberId, command } : refuse('not_authorized')
}

/** Whoever was here before is the same member again. */
async function newcomer(
  tx: Queries,
  room: Room,
  personId: string,
  command: Command,
): Promise<Asked | Refusal> {
  if (command.type !== 'join') return refuse('bad_request')
  const known = await findMemberId(tx, room.id, personId)
  // Everybody in a room can read the others' ids; none of them is free for a newcomer to take.
  if (!known && room.members[command.memberId]) return refuse('changed_meanwhile')
  const memberId = known ?? command.memberId
  return { actor: 'newcomer', memberId, command: { ...command, memberId } }
}

/** Absence matters to the clock, and to who takes over; only they pay for asking. */
async function gatherFacts(
  tx: Queries,
  room: Room,
  command: Command,
  { clock, presentIn, watchingSinceMs, leadMsIn, soundingIn, outage }: Surroundings,
): Promise<Facts> {
  // The room's own last event bounds the clock from below: time never runs backwards in a room.
  const nowMs = Math.max(clock.nowMs(), room.updatedAtMs)
  const present = presentIn(room.id)
  const mayBeUnplayable = command.type === 'report' || room.failures.length > 0
  const { readyGate, stallHoldsRoom } = room.policy
  const asksDevices = readyGate || stallHoldsRoom || room.gate !== null || mayBeUnplayable
  const facts = {
    ...everyoneSeen(nowMs),
    present,
    leadMs: leadMsIn(room.id),
    devices: asksDevices ? soundingIn(room.id) : [],
    outage: outage(),
  }
  if (command.type !== 'tick' && command.type !== 'takeOver') return facts

  const seen = await lastSeen(tx, room.id)
  const earliestMs = Math.max(watchingSinceMs(), room.createdAtMs)
  const ownerId = hostOf(room)?.id
  const hostIsHere = Object.values(room.members).some((member) => isHost(member) && present?.has(member.id))
  return {
    ...facts,
    anyoneSeenAtMs: present?.size === 0 ? Math.max(seen.anyoneMs, earliestMs) : nowMs,
    hostSeenAtMs: hostIsHere ? nowMs : Math.max(seen.hostMs, earliestMs),
    ownerSeenAtMs: ownerId && present?.has(ownerId) ? nowMs : Math.max(seen.ownerMs, earliestMs),
  }
}

function rememberCommand(db: Queries, memberId: string, command: Command, room: Room) {
  const { id: roomId, seq, updatedAtMs: atMs } = room
  return db.insert(roomCommands).values({ roomId, id: command.id, memberId, seq, atMs })
}

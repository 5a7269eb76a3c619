import type { Message } from '../chat/message'
import type { Member, Role } from '../membership/member'
import type { Playhead } from '../playback/playhead'
import type { Outcome, QueueItem } from '../queue/queue'
import type { Policy } from './policy'
import type { EndReason, Room } from './room'

/** What happened, before it has its place in the log. */
export type Happening =
  | { type: 'room.opened'; room: Room }
  | { type: 'room.changed'; name: string; policy: Policy; endsAtMs: number }
  | { type: 'room.hostWentAway'; resumes: boolean; playhead: Playhead }
  | { type: 'room.hostCameBack'; playhead: Playhead }
  | { type: 'room.closing'; closesAtMs: number; reason: EndReason }
  | { type: 'room.stayedOpen' }
  | { type: 'room.ended'; reason: EndReason }
  | { type: 'room.locked'; isLocked: boolean }
  | { type: 'member.invited'; member: Member }
  | { type: 'member.uninvited'; memberId: string }
  | { type: 'member.notComing'; memberId: string }
  | { type: 'member.asked'; member: Member }
  | { type: 'member.joined'; member: Member }
  | { type: 'member.declined'; memberId: string }
  | { type: 'member.left'; memberId: string }
  | { type: 'member.removed'; memberId: string }
  | { type: 'member.identified'; memberId: string; accountId: string; role: Role }
  | { type: 'member.renamed'; memberId: string; name: string }
  | { type: 'member.roleChanged'; memberId: string; role: Role }
  | { type: 'queue.added'; item: QueueItem }
  | { type: 'queue.removed'; itemId: string }
  | { type: 'queue.moved'; itemId: string; rank: string }
  | { type: 'playback.changed'; playhead: Playhead }
  /** The current song is done with; the next, if any, is the one `playhead` names. `outcome` is null from silence. */
  | { type: 'playback.movedOn'; outcome: Outcome | null; playhead: Playhead }
  /** Playback waits at the place of `playhead`, at most until `untilMs`. */
  | { type: 'gate.closed'; playhead: Playhead; untilMs: number }
  | { type: 'gate.opened'; playhead: Playhead }
  | { type: 'playback.failed'; memberId: string; itemId: string }
  | { type: 'vote.cast'; memberId: string; itemId: string }
  | { type: 'vote.withdrawn'; memberId: string; itemId: string }
  | { type: 'chat.said'; message: Message }

/** An event of a room's log: `seq` has no gaps (S2), `by` is the member who asked for it, null for the clock. */
export type RoomEvent = Happening & { seq: number; atMs: number; by: string | null }

export type EventType = Happening['type']

/** Gives happenings their places in the log, right after what the room already holds. */
export function stamp(room: Room, happenings: Happening[], by: string | null, atMs: number): RoomEvent[] {
  return happenings.map((happening, index) => ({ ...happening, seq: room.seq + 1 + index, atMs, by }))
}

const FOR_HOSTS_ONLY: readonly EventType[] = [
  'member.asked',
  'member.declined',
  'member.invited',
  'member.uninvited',
  'member.notComing',
]

/** Who asks and who was asked is for hosts to know: nobody else is ever sent these (S8). */
export function isForHostsOnly(event: Happening): boolean {
  return FOR_HOSTS_ONLY.includes(event.type)
}

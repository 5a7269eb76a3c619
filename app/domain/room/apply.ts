import { MESSAGES_KEPT } from '../chat/message'
import { withoutAccount, type Member } from '../membership/member'
import { enqueue } from '../queue/queue'
import type { EventType, RoomEvent } from './event'
import { PLAYED_KEPT, type Appointment, type Room } from './room'

/**
 * Folds one event into a room; node and browser both use it (S3). Events already folded in are ignored, so repeating
 * one is harmless. It decides nothing and refuses nothing.
 */
export function apply(room: Room, event: RoomEvent): Room {
  if (event.seq <= room.seq) return room
  const changed = (CHANGES[event.type] as Change)(room, event)
  return { ...room, ...changed, seq: event.seq, updatedAtMs: event.atMs }
}

/** A room from its first event on. */
export function foldLog(events: RoomEvent[]): Room {
  const [first, ...rest] = events
  if (first?.type !== 'room.opened') throw new Error('A log begins with the opening of its room')
  return rest.reduce(apply, first.room)
}

type Change = (room: Room, event: RoomEvent) => Partial<Room>
type ChangeFor<Type extends EventType> = (
  room: Room,
  event: Extract<RoomEvent, { type: Type }>,
) => Partial<Room>

const CHANGES: { [Type in EventType]: ChangeFor<Type> } = {
  'room.opened': (_, { room }) => room,
  'room.changed': (_, { name, policy, endsAtMs }) => ({ name, policy, endsAtMs }),
  'room.hostWentAway': (_, { resumes, playhead }) => ({ hostAway: { resumes }, playhead, gate: null }),
  'room.hostCameBack': (_, { playhead }) => ({ hostAway: null, playhead }),
  'room.closing': (_, { closesAtMs, reason }) => ({ closing: { atMs: closesAtMs, reason } }),
  'room.stayedOpen': () => ({ closing: null }),
  'room.ended': (room, { atMs, reason }) => ({
    ended: { atMs, reason },
    closing: null,
    hostAway: null,
    playhead: { ...room.playhead, playing: false },
    gate: null,
  }),

  'room.locked': (_, { isLocked }) => ({ isLocked }),

  'member.invited': (room, { member }) => withMember(room, member),
  'member.uninvited': (room, { memberId }) => changeMember(room, memberId, { state: 'uninvited' }),
  'member.notComing': (room, { memberId }) => changeMember(room, memberId, { state: 'notComing' }),
  'member.asked': (room, { member }) => withMember(room, member),
  'member.joined': (room, { member }) => withMember(room, member),
  'member.declined': (room, { memberId }) => changeMember(room, memberId, { state: 'declined' }),
  'member.left': (room, { memberId }) => withoutVoice(room, memberId, 'left'),
  'member.removed': (room, { memberId }) => withoutVoice(room, memberId, 'removed'),
  'member.identified': (room, { memberId, accountId, role }) => {
    const former = Object.values(room.members).find((member) => member.accountId === accountId)
    const members = former
      ? { ...room.members, [former.id]: { ...former, ...withoutAccount(former) } }
      : room.members
    return changeMember({ ...room, members }, memberId, { accountId, role })
  },
  'member.renamed': (room, { memberId, name }) => changeMember(room, memberId, { name }),
  'member.roleChanged': (room, { memberId, role }) => changeMember(room, memberId, { role }),

  'queue.added': (room, { item }) => ({ queue: enqueue(room.queue, item) }),
  'queue.removed': (room, { itemId }) => ({ queue: room.queue.filter((item) => item.id !== itemId) }),
  'queue.moved': (room, { itemId, rank }) => {
    const item = room.queue.find((item) => item.id === itemId)
    if (!item) return {}
    const others = room.queue.filter((other) => other !== item)
    return { queue: enqueue(others, { ...item, rank }) }
  },

  'playback.changed': (room, { playhead, atMs }) => ({
    playhead,
    gate: null,
    ...(playhead.playing && { appointment: begun(room, atMs) }),
  }),
  'playback.movedOn': (room, { outcome, playhead, atMs }) => {
    const next = room.queue.find((item) => item.id === playhead.itemId)
    return {
      playhead,
      gate: null,
      appointment: begun(room, atMs),
      current: next
        ? { id: next.id, track: next.track, addedBy: next.addedBy, startedAtMs: atMs, outcome: null }
        : null,
      queue: room.queue.filter((item) => item !== next),
      played: room.current ? [...room.played, { ...room.current, outcome }].slice(-PLAYED_KEPT) : room.played,
      skipVotes: [],
      failures: [],
    }
  },
  'gate.closed': (room, { playhead, untilMs, atMs, seq }) => {
    const { itemId, positionMs } = playhead
    const gate = { itemId: itemId!, positionMs, closedAtMs: atMs, untilMs, seq }
    return { playhead, gate, appointment: begun(room, atMs) }
  },
  'gate.opened': (_, { playhead }) => ({ playhead, gate: null }),
  'playback.failed': (room, { memberId }) => ({ failures: [...room.failures, memberId] }),
  'vote.cast': (room, { memberId }) => ({ skipVotes: [...room.skipVotes, memberId] }),
  'vote.withdrawn': (room, { memberId }) => ({ skipVotes: room.skipVotes.filter((id) => id !== memberId) }),

  'chat.said': (room, { message }) => ({ messages: [...room.messages, message].slice(-MESSAGES_KEPT) }),
}

function withMember(room: Room, member: Member): Partial<Room> {
  return { members: { ...room.members, [member.id]: member } }
}

/** Whatever plays or is about to has begun, by itself or by somebody's hand. */
function begun({ appointment }: Room, atMs: number): Appointment | null {
  if (!appointment || appointment.hasBegun) return appointment
  return { startsAtMs: Math.min(appointment.startsAtMs, atMs), hasBegun: true }
}

/** Who goes takes their vote along. */
function withoutVoice(room: Room, memberId: string, state: 'left' | 'removed'): Partial<Room> {
  return {
    ...changeMember(room, memberId, { state }),
    skipVotes: room.skipVotes.filter((id) => id !== memberId),
    failures: room.failures.filter((id) => id !== memberId),
  }
}

/** A member whom this copy of the room was never shown stays unknown to it. */
function changeMember(room: Room, memberId: string, change: Partial<Member>): Partial<Room> {
  const member = room.members[memberId]
  return member ? withMember(room, { ...member, ...change }) : {}
}

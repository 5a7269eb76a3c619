import type { Member, Role } from '~/domain/membership/member'
import type { Outcome } from '~/domain/queue/queue'
import { apply } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import { nameOf, type Room } from '~/domain/room/room'

/** Who a notice is meant for: a page may leave out what would be too much on it. */
export type NoticeTopic = 'song' | 'coming' | 'going' | 'asking' | 'host' | 'room'

/** A short line about what just happened, for a toast. */
export type Notice = {
  /** The event's number: the same event never shows twice. */
  seq: number
  topic: NoticeTopic
  /** Whose doing it was, for their picture; null when it was nobody's. */
  who: string | null
  text: string
}

/** What is worth a word among these events, which happened to the room as it was `before` them. */
export function noticesOf(events: RoomEvent[], before: Room): Notice[] {
  const notices: Notice[] = []
  let room = before
  for (const event of events) {
    const after = apply(room, event)
    const told = tell(event, room, after)
    if (told) notices.push({ seq: event.seq, ...told })
    room = after
  }
  return notices
}

function tell(event: RoomEvent, before: Room, after: Room): Omit<Notice, 'seq'> | null {
  const who = event.by === null ? null : nameOf(after, event.by)
  switch (event.type) {
    case 'queue.added':
      return { topic: 'song', who, text: `${who ?? 'Someone'} added ${event.item.track.title}` }
    case 'queue.removed': {
      const title = before.queue.find((item) => item.id === event.itemId)?.track.title ?? 'a song'
      return { topic: 'song', who, text: `${who ?? 'Someone'} took ${title} out` }
    }
    case 'playback.movedOn':
      return movedOn(event.outcome, who, before.current?.track.title ?? 'A song')
    case 'member.asked':
      return { topic: 'asking', who: event.member.name, text: `${event.member.name} asks to come in` }
    case 'member.joined':
      return event.member.role === 'stage'
        ? { topic: 'room', who: null, text: 'A screen is connected' }
        : { topic: 'coming', who: event.member.name, text: `${event.member.name} joined` }
    case 'member.left':
      return gone(before.members[event.memberId], 'left')
    case 'member.removed':
      return gone(before.members[event.memberId], 'was removed')
    case 'member.roleChanged':
      return promoted(nameOf(after, event.memberId), event.role)
    case 'room.hostWentAway':
      return { topic: 'host', who: null, text: 'The host is away' }
    case 'room.hostCameBack':
      return { topic: 'host', who: null, text: 'The host is back' }
    case 'room.stayedOpen':
      return { topic: 'room', who: null, text: 'The room stays open' }
    default:
      return null
  }
}

function movedOn(outcome: Outcome | null, who: string | null, title: string): Omit<Notice, 'seq'> | null {
  if (outcome === 'skipped') return { topic: 'song', who, text: `${who ?? 'The host'} skipped ${title}` }
  if (outcome === 'voted') return { topic: 'song', who: null, text: `${title} was voted out` }
  if (outcome === 'unplayable') return { topic: 'song', who: null, text: `${title} could not be played` }
  return null
}

function gone(member: Member | undefined, how: string): Omit<Notice, 'seq'> | null {
  if (!member) return null
  if (member.role === 'stage') return { topic: 'room', who: null, text: 'A screen is no longer connected' }
  return { topic: 'going', who: member.name, text: `${member.name} ${how}` }
}

function promoted(name: string, role: Role): Omit<Notice, 'seq'> | null {
  if (role === 'host') return { topic: 'host', who: name, text: `${name} is the host now` }
  if (role === 'cohost') return { topic: 'host', who: name, text: `${name} helps to host now` }
  return null
}

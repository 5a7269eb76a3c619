import type { Message } from '../chat/message'
import { isPerson, type Member } from '../membership/member'
import type { Gate } from '../playback/gate'
import type { Playhead } from '../playback/playhead'
import type { PlayedItem, QueueItem } from '../queue/queue'
import type { Kind } from './kinds'
import type { Policy } from './policy'

/** Why a room ended: by a host, at its set time, with nobody about, without a host, or when the last one left. */
export type EndReason = 'host' | 'time' | 'idle' | 'no_host' | 'empty'

/**
 * A room as a node and a browser hold it (S3): plain data, changed only by `apply`. What only hosts may see is missing
 * from the copy that others hold (`viewFor`). Times are milliseconds of the room's clock.
 */
export type Room = {
  id: string
  code: string
  kind: Kind
  name: string
  policy: Policy
  createdAtMs: number
  endsAtMs: number
  /** When what stands ready begins by itself; null where somebody presses play. */
  appointment: Appointment | null
  /** When something last happened. */
  updatedAtMs: number
  /** Changes only when a log does not continue the one before it. */
  epoch: string
  /** The number of the last event folded in. */
  seq: number
  members: Record<string, Member>
  /** Whether coming in for the first time takes the password; that itself is no part of the room. */
  isLocked: boolean
  /** What waits, in order. */
  queue: QueueItem[]
  current: PlayedItem | null
  playhead: Playhead
  /** Set while playback waits for everyone to be ready; the playhead stands meanwhile. */
  gate: Gate | null
  /** Who voted to skip the current song. */
  skipVotes: string[]
  /** Who could not play the current song. */
  failures: string[]
  /** The last songs that played, oldest first, at most `PLAYED_KEPT`. */
  played: PlayedItem[]
  /** The last messages, oldest first, at most `MESSAGES_KEPT`. */
  messages: Message[]
  /** Set while no host is about; `resumes` tells whether playback goes on when one returns. */
  hostAway: { resumes: boolean } | null
  /** Set while the end is announced. */
  closing: { atMs: number; reason: EndReason } | null
  ended: { atMs: number; reason: EndReason } | null
}

/** A start that was set beforehand; once something plays it has begun, and `startsAtMs` is then if that was earlier. */
export type Appointment = { startsAtMs: number; hasBegun: boolean }

/** The whole history is a page of its own; a room shows the last of it. */
export const PLAYED_KEPT = 20

export type RoomStatus = 'live' | 'paused' | 'ending' | 'ended'

export function statusOf(room: Room): RoomStatus {
  if (room.ended) return 'ended'
  if (room.closing) return 'ending'
  return room.hostAway ? 'paused' : 'live'
}

/** From when on a room is expected to be used: its lifetime is counted from here. */
export function expectedFromMs({
  appointment,
  createdAtMs,
}: Pick<Room, 'appointment' | 'createdAtMs'>): number {
  return appointment?.startsAtMs ?? createdAtMs
}

/** Since when somebody is missed who was seen last at `seenAtMs`: nobody is before the appointment. */
export function missedSinceMs({ appointment }: Pick<Room, 'appointment'>, seenAtMs: number): number {
  return Math.max(seenAtMs, appointment?.startsAtMs ?? seenAtMs)
}

/** When the film begins by itself; null where it has begun, or never will without a hand. */
export function dueStartMs({ appointment }: Pick<Room, 'appointment'>): number | null {
  return appointment && !appointment.hasBegun ? appointment.startsAtMs : null
}

/** The people in the room (no screens), longest there first. */
export function peopleOf(room: Room): Member[] {
  return Object.values(room.members)
    .filter(isPerson)
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs || (a.id < b.id ? -1 : 1))
}

export function hostOf(room: Room): Member | null {
  return Object.values(room.members).find((member) => member.state === 'in' && member.role === 'host') ?? null
}

/** The name of someone who is or was in the room. */
export function nameOf(room: Room, memberId: string): string {
  return room.members[memberId]?.name ?? 'Someone'
}

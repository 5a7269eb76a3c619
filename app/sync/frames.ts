import type { ReactionCounts } from '~/domain/chat/reaction'
import type { DeviceTold, SyncState } from '~/domain/playback/device'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'

/**
 * What travels over a room's event stream. `events` and `snapshot` carry the position `epoch:seq` as their id; the
 * others are about the moment and move no position.
 */
export type StreamMessages = {
  /** The room as this member may see it, replacing whatever was held before. */
  snapshot: { room: Room; memberId: string; presence: PresenceTold }
  /** What happened, in order, to be folded in. */
  events: RoomEvent[]
  presence: PresenceTold
  /** How everyone's sound stands, at most once a second: for hosts alone (S8). */
  devices: DevicesTold
  /** Whom a closed gate waits for. Nothing is said of its opening: the room tells that. */
  waiting: WaitingTold
  /** The track that is on, if this member may not see it; null when they may again. */
  withheld: { trackId: string | null }
  /** What people throw at the picture in this moment; nobody who comes later is told. */
  reactions: ReactionCounts
  /** Someone at the door was let in: the room is there now. */
  admitted: { memberId: string }
  /** This membership has ended; the stream closes. */
  gone: { why: 'left' | 'removed' | 'declined' | 'ended' }
}

/** Who is connected; past a hundred people only how many. */
export type PresenceTold = { memberIds: string[] | null; count: number }

/** By member: of several devices of one, the one that is worst off. Past a hundred only the worst, and how many of each. */
export type DevicesTold = {
  byMember: Record<string, DeviceTold>
  counts: Partial<Record<SyncState, number>>
}

/** The first ten of them by name. */
export type WaitingTold = { memberIds: string[]; count: number }

/** A position in a room's log, as it stands in `id:` and `Last-Event-ID`. */
export type Position = { epoch: string; seq: number }

export function showPosition({ epoch, seq }: Position): string {
  return `${epoch}:${seq}`
}

export function readPosition(text: string | null | undefined): Position | null {
  const match = /^([0-9a-f-]{36}):(\d{1,15})$/.exec(text ?? '')
  return match ? { epoch: match[1]!, seq: Number(match[2]) } : null
}

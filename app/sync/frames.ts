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
  /** Someone at the door was let in: the room is there now. */
  admitted: { memberId: string }
  /** This membership has ended; the stream closes. */
  gone: { why: 'left' | 'removed' | 'declined' | 'ended' }
}

/** Who is connected; past a hundred people only how many. */
export type PresenceTold = { memberIds: string[] | null; count: number }

/** A position in a room's log, as it stands in `id:` and `Last-Event-ID`. */
export type Position = { epoch: string; seq: number }

export function showPosition({ epoch, seq }: Position): string {
  return `${epoch}:${seq}`
}

export function readPosition(text: string | null | undefined): Position | null {
  const match = /^([0-9a-f-]{36}):(\d{1,15})$/.exec(text ?? '')
  return match ? { epoch: match[1]!, seq: Number(match[2]) } : null
}

import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import { viewFor, type Audience } from '~/domain/room/view'
import { showPosition, type Position, type PresenceTold, type StreamMessages } from './frames'

/** One message as it goes over the wire. */
export function frame<Type extends keyof StreamMessages>(
  type: Type,
  data: StreamMessages[Type],
  position?: Position,
): Buffer {
  const id = position ? `id: ${showPosition(position)}\n` : ''
  return Buffer.from(`${id}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Events as one audience may see them. With nothing to see, only the position moves: `EventSource` dispatches nothing. */
export function eventsFrame(position: Position, events: RoomEvent[]): Buffer {
  if (events.length === 0) return Buffer.from(`id: ${showPosition(position)}\n\n`)
  return frame('events', events, position)
}

export function snapshotFrame(
  room: Room,
  audience: Audience,
  memberId: string,
  presence: PresenceTold,
): Buffer {
  return frame('snapshot', { room: viewFor(room, audience), memberId, presence }, room)
}

/** A comment that keeps proxies from closing a quiet stream. */
export const KEEP_ALIVE = Buffer.from(':\n\n')

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

/**
 * A room as one member may see it, in pieces. What all of an audience are sent is encoded once and shared (S7): of a
 * room of thousands it is most of a megabyte, and after a restart everybody asks for it in the same moment.
 */
export function snapshotFrame(
  room: Room,
  audience: Audience,
  memberId: string,
  presence: PresenceTold,
): Buffer[] {
  const own = JSON.stringify({ memberId, presence } satisfies Omit<StreamMessages['snapshot'], 'room'>)
  const head = `id: ${showPosition(room)}\nevent: snapshot\ndata: ${own.slice(0, -1)},"room":`
  return [Buffer.from(head), encodedView(room, audience), SNAPSHOT_END]
}

const SNAPSHOT_END = Buffer.from('}\n\n')

/** Rooms that people are coming into in this moment; keeping more would only take memory. */
const VIEWS_KEPT = 16
const views = new Map<Room, Map<Audience, Buffer>>()

function encodedView(room: Room, audience: Audience): Buffer {
  const known = views.get(room) ?? new Map<Audience, Buffer>()
  const view = known.get(audience) ?? Buffer.from(JSON.stringify(viewFor(room, audience)))
  views.set(room, known.set(audience, view))
  if (views.size > VIEWS_KEPT) views.delete(views.keys().next().value!)
  return view
}

/** A comment that keeps proxies from closing a quiet stream. */
export const KEEP_ALIVE = Buffer.from(':\n\n')

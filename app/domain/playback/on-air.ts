import type { QueueItem } from '../queue/queue'
import type { Room } from '../room/room'
import { endsAtMs, type Playhead } from './playhead'

/** One song and the rule that says where it is. */
export type Airing = { item: Pick<QueueItem, 'id' | 'track'>; playhead: Playhead }

/** What sounds now, and what will sound when it is over: null when nothing does, or nobody can say yet. */
export type OnAir = { now: Airing | null; next: Airing | null }

/**
 * What a room plays at `nowMs`, by its clock. A song that is over has handed over to the next, as the server will say in
 * a moment; a browser that cannot hear the server goes on through the queue.
 */
export function onAir(room: Room, nowMs: number): OnAir {
  if (room.ended || !room.current) return { now: null, next: null }
  let now: Airing = { item: room.current, playhead: room.playhead }
  for (const item of room.queue) {
    const next = { item, playhead: playheadAfter(now, item.id) }
    if (!next.playhead.playing || next.playhead.updatedAtMs > nowMs) return { now, next }
    now = next
  }
  return { now, next: null }
}

/** From the beginning when this one is over; standing still as long as this one does. */
function playheadAfter({ item, playhead }: Airing, itemId: string): Playhead {
  const startMs = endsAtMs(playhead, item.track.durationMs)
  return { itemId, playing: startMs !== null, positionMs: 0, updatedAtMs: startMs ?? 0, rate: 1 }
}

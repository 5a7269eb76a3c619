import { onAir } from '~/domain/playback/on-air'
import { positionAt } from '~/domain/playback/playhead'
import type { QueueItem, Track } from '~/domain/queue/queue'
import { nameOf, type Room } from '~/domain/room/room'

/** What the stage shows of the song that sounds now, and of those after it. */
export type Showing = {
  itemId: string
  track: Track
  addedBy: string
  isPlaying: boolean
  positionMs: number
  next: { itemId: string; track: Track; addedBy: string }[]
  /** How many more wait behind those. */
  more: number
}

const SHOWN_NEXT = 5

/** By the clock, so that the wall goes on through the queue even while the server cannot be heard. Null in silence. */
export function showing(room: Room, nowMs: number): Showing | null {
  const { now } = onAir(room, nowMs)
  if (!now || !room.current) return null
  const { item, playhead } = now
  const place = room.queue.findIndex(({ id }) => id === item.id)
  const waiting = room.queue.slice(place + 1)
  const addedBy = place === -1 ? room.current.addedBy : room.queue[place]!.addedBy
  return {
    itemId: item.id,
    track: item.track,
    addedBy: nameOf(room, addedBy),
    isPlaying: playhead.playing,
    positionMs: Math.min(positionAt(playhead, nowMs), item.track.durationMs),
    next: waiting.slice(0, SHOWN_NEXT).map((waiting) => describe(room, waiting)),
    more: Math.max(0, waiting.length - SHOWN_NEXT),
  }
}

function describe(room: Room, { id, track, addedBy }: QueueItem) {
  return { itemId: id, track, addedBy: nameOf(room, addedBy) }
}

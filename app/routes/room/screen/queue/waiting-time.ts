import { positionAt } from '~/domain/playback/playhead'
import { presetOf } from '~/domain/room/kinds'
import type { Room } from '~/domain/room/room'

const MINUTE_MS = 60_000

/** How long until each waiting song begins, in the order of the queue; null while the music stands still. */
export function waitingTimesMs(room: Room, nowMs: number): number[] | null {
  if (!room.playhead.playing || !room.current) return null
  let waitMs = Math.max(0, room.current.track.durationMs - positionAt(room.playhead, nowMs))
  return room.queue.map((item) => {
    const startsInMs = waitMs
    waitMs += item.track.durationMs
    return startsInMs
  })
}

/** "in about 7 min": no more exact than anybody needs. */
export function showWait(waitMs: number): string {
  const minutes = Math.round(waitMs / MINUTE_MS)
  if (minutes < 1) return 'in a moment'
  if (minutes < 60) return `in about ${minutes} min`
  const hours = Math.round(minutes / 30) / 2
  return `in about ${hours} h`
}

/** "5 songs, 18 min" */
export function showQueueLength(room: Room): string {
  const totalMs = room.queue.reduce((sum, { track }) => sum + track.durationMs, 0)
  const minutes = Math.max(1, Math.round(totalMs / MINUTE_MS))
  const { one, many } = presetOf(room.kind).items
  const count = room.queue.length === 1 ? `1 ${one}` : `${room.queue.length} ${many}`
  const length = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `${count}, ${length}`
}

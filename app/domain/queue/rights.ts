import type { Member } from '../membership/member'
import { allows } from '../room/decision'
import type { Room } from '../room/room'
import type { QueueItem } from './queue'

/** Whether this member may take this song out of the queue. */
export function mayRemove(room: Room, actor: Member, item: QueueItem): boolean {
  const own = item.addedBy === actor.id && allows(room, actor, 'queue.removeOwn')
  return own || allows(room, actor, 'queue.removeAny')
}

/** Whether this track waits already. The song that plays does not count: it may be wished for again. */
export function waits(room: Room, trackId: string): boolean {
  return room.queue.some((item) => item.track.id === trackId)
}

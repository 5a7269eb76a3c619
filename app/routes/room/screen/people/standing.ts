import type { Sync } from '~/domain/playback/device'
import type { RoomPage } from '../room-page'

/**
 * How a member stands with what is on, as far as this page is told: hosts hear of every device, the others of those who
 * cannot play it and those whom the start waits for. Null where nothing is known.
 */
export function standingOf(
  { room, waiting, devices }: Pick<RoomPage, 'room' | 'waiting' | 'devices'>,
  memberId: string,
): Sync | null {
  const told = devices?.byMember[memberId]
  if (told) return told
  if (room.failures.includes(memberId)) return { state: 'unplayable', errorMs: null }
  const isWaitedFor = room.gate !== null && waiting?.memberIds.includes(memberId)
  return isWaitedFor ? { state: 'waiting', errorMs: null } : null
}

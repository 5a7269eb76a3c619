import type { Member } from '~/domain/membership/member'
import type { PlayedItem, Track } from '~/domain/queue/queue'
import { presetOf } from '~/domain/room/kinds'
import { hostOf, peopleOf, type Room } from '~/domain/room/room'

/** How the room stands to who is at its door. */
export type Standing = 'open' | 'waiting' | 'declined' | 'removed' | 'closed' | 'full' | 'ended'

/** What a room shows to those who are not in it. */
export type Doorway = {
  code: string
  noun: string
  name: string
  hostName: string | null
  peopleCount: number
  playing: Track | null
  asksFirst: boolean
  standing: Standing
  /** What was played, for those who had been in. */
  played: PlayedItem[]
  historyId: string | null
}

export function doorwayOf(room: Room, member: Member | null): Doorway {
  const wasIn = member?.state === 'in' || member?.state === 'left'
  return {
    code: room.code,
    noun: presetOf(room.kind).noun.toLowerCase(),
    name: room.name,
    hostName: hostOf(room)?.name ?? null,
    peopleCount: peopleOf(room).length,
    playing: room.ended ? null : (room.current?.track ?? null),
    asksFirst: room.policy.approveJoins && member?.state !== 'left',
    standing: standingOf(room, member),
    played: room.ended && wasIn ? room.played.filter((item) => item.outcome !== 'unplayable') : [],
    historyId: wasIn ? room.id : null,
  }
}

/** The same order in which the rules would refuse. */
function standingOf(room: Room, member: Member | null): Standing {
  if (room.ended) return 'ended'
  if (member?.state === 'removed') return 'removed'
  if (member?.state === 'waiting') return 'waiting'
  if (!room.policy.guestsMayJoin) return 'closed'
  if (peopleOf(room).length >= room.policy.maxMembers) return 'full'
  return member?.state === 'declined' ? 'declined' : 'open'
}

export const STATUS_OF: Record<Standing, number> = {
  open: 200,
  waiting: 200,
  declined: 200,
  removed: 403,
  closed: 403,
  full: 409,
  ended: 410,
}

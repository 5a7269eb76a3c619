import type { Member } from '~/domain/membership/member'
import type { PlayedItem, Track } from '~/domain/queue/queue'
import { decide } from '~/domain/room/decide'
import type { Decision } from '~/domain/room/decision'
import { presetOf } from '~/domain/room/kinds'
import { isRefusal } from '~/domain/room/refusal'
import { hostOf, peopleOf, type Room } from '~/domain/room/room'
import { everyoneSeen } from '~/sync/execute.server'

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
  /** Whether coming in means asking a host. */
  asksFirst: boolean
  standing: Standing
  /** What was played, for those who had been in. */
  played: PlayedItem[]
  historyId: string | null
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

export function doorwayOf(room: Room, member: Member | null): Doorway {
  const wasIn = member?.state === 'in' || member?.state === 'left'
  const verdict = knock(room, member)
  return {
    code: room.code,
    noun: presetOf(room.kind).noun.toLowerCase(),
    name: room.name,
    hostName: hostOf(room)?.name ?? null,
    peopleCount: peopleOf(room).length,
    playing: room.ended ? null : (room.current?.track ?? null),
    asksFirst: !isRefusal(verdict) && verdict.happenings[0]?.type === 'member.asked',
    standing: standingOf(verdict, member),
    played: room.ended && wasIn ? room.played.filter((item) => item.outcome !== 'unplayable') : [],
    historyId: wasIn ? room.id : null,
  }
}

/** What the rules would say if this person tried to come in now. */
function knock(room: Room, member: Member | null): Decision {
  return decide(
    room,
    'newcomer',
    // Nobody has the room's own id: a stranger's stand-in.
    {
      id: room.id,
      type: 'join',
      memberId: member?.id ?? room.id,
      name: '',
      fallbackName: '?',
      role: 'guest',
    },
    everyoneSeen(room.updatedAtMs),
  )
}

function standingOf(verdict: Decision, member: Member | null): Standing {
  if (!isRefusal(verdict)) {
    return member?.state === 'waiting' || member?.state === 'declined' ? member.state : 'open'
  }
  if (verdict.refusal === 'session_ended') return 'ended'
  if (verdict.refusal === 'session_full') return 'full'
  return member?.state === 'removed' ? 'removed' : 'closed'
}

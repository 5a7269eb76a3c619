import type { Member } from '~/domain/membership/member'
import type { PlayedItem, Track } from '~/domain/queue/queue'
import { decide } from '~/domain/room/decide'
import type { Decision } from '~/domain/room/decision'
import { presetOf } from '~/domain/room/kinds'
import { isRefusal, type RefusalCode } from '~/domain/room/refusal'
import { dueStartMs, hostOf, peopleOf, type Room } from '~/domain/room/room'
import { everyoneSeen } from '~/sync/execute.server'
import type { Credentials } from './credentials.server'

/** How the room stands to who is at its door. `unseen`: what is on there is not for them. */
export type Standing = 'open' | 'waiting' | 'declined' | 'removed' | 'closed' | 'unseen' | 'full' | 'ended'

/** What a room shows to those who are not in it. */
export type Doorway = {
  code: string
  noun: string
  session: string
  name: string
  hostName: string | null
  peopleCount: number
  playing: Track | null
  /** When it begins by itself; null once it has begun, or where somebody presses play. */
  startsAtMs: number | null
  /** Whether coming in means asking a host. */
  asksFirst: boolean
  asksPassword: boolean
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
  unseen: 403,
  full: 409,
  ended: 410,
}

/** `account` is that of who is at the door, if they have one; `guestLinkId` that of the link for guests they hold. */
export function doorwayOf(
  room: Room,
  member: Member | null,
  account: AccountAtDoor,
  guestLinkId?: string,
): Doorway {
  const wasIn = member?.state === 'in' || member?.state === 'left'
  const asksPassword = isRefused(knock(room, member, { account, guestLinkId }), 'password_required')
  const verdict = knock(room, member, { account, guestLinkId, password: 'right' })
  const shows = mayKnow(room, member, account) || (guestLinkId !== undefined && !isRefusal(verdict))
  const noun = presetOf(room.kind).noun.toLowerCase()
  return {
    code: room.code,
    noun,
    session: presetOf(room.kind).session,
    name: shows ? room.name : `A ${noun}`,
    hostName: hostOf(room)?.name ?? null,
    peopleCount: peopleOf(room).length,
    playing: room.ended || !shows ? null : (room.current?.track ?? null),
    startsAtMs: room.ended || !shows ? null : dueStartMs(room),
    asksFirst: !isRefusal(verdict) && verdict.happenings[0]?.type === 'member.asked',
    asksPassword,
    standing: standingOf(verdict, member, account),
    played: room.ended && wasIn ? room.played.filter((item) => item.outcome !== 'unplayable') : [],
    historyId: wasIn ? room.id : null,
  }
}

type AccountAtDoor = Credentials['account'] | undefined
type InHand = { account: AccountAtDoor; guestLinkId: string | undefined; password?: 'right' }

/**
 * What is on, and a room that is called after it, is for those who could come in: the people of the room, those who may
 * see it anyway, and guests where they are let in without a password. Not for who was sent away.
 */
function mayKnow(room: Room, member: Member | null, account: AccountAtDoor): boolean {
  if (member?.state === 'removed') return false
  const isTheirs = member !== null && member.state !== 'uninvited'
  return isTheirs || account?.maySee === true || (room.policy.guestsMayJoin && !room.isLocked)
}

/** What the rules would say if this person tried to come in now. */
function knock(room: Room, member: Member | null, { account, guestLinkId, password }: InHand): Decision {
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
      ...(account && { account }),
      ...(password && { password }),
      ...(guestLinkId && { guestLinkId }),
    },
    everyoneSeen(room.updatedAtMs),
  )
}

function isRefused(verdict: Decision, refusal: RefusalCode): boolean {
  return isRefusal(verdict) && verdict.refusal === refusal
}

function standingOf(verdict: Decision, member: Member | null, account: AccountAtDoor): Standing {
  if (!isRefusal(verdict)) {
    return member?.state === 'waiting' || member?.state === 'declined' ? member.state : 'open'
  }
  if (verdict.refusal === 'session_ended') return 'ended'
  if (verdict.refusal === 'session_full') return 'full'
  if (member?.state === 'removed') return 'removed'
  return account && !account.maySee ? 'unseen' : 'closed'
}

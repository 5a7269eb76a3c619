import { generateNKeysBetween } from 'fractional-indexing'
import type { Member } from '../membership/member'
import { STOPPED } from '../playback/playhead'
import type { PlayedItem, QueueItem, Track } from '../queue/queue'
import type { InvitedRole } from './command'
import type { Kind } from './kinds'
import { MAX_LIFETIME_MS, type Policy } from './policy'
import type { Room } from './room'

export type Opening = {
  id: string
  code: string
  kind: Kind
  name: string
  policy: Policy
  hostId: string
  hostName: string
  hostAccountId?: string | null
  epoch: string
  nowMs: number
  /** At most a day after the room is expected to be used; later ones are cut to that. */
  endsAtMs: number
  /** When what is on begins by itself. */
  startsAtMs?: number | null
  /** What is on from the start, and what follows it: the first stands at its beginning. */
  items?: OpeningItem[]
  invites?: OpeningInvite[]
  isLocked?: boolean
}

export type OpeningItem = { id: string; track: Track }
export type OpeningInvite = { memberId: string; accountId: string; name: string; role: InvitedRole }

/** A new room with its host in it: the state that its first event carries. */
export function openRoom(opening: Opening): Room {
  const { nowMs, items = [], startsAtMs = null } = opening
  const host: Member = {
    id: opening.hostId,
    name: opening.hostName,
    role: 'host',
    state: 'in',
    joinedAtMs: nowMs,
    accountId: opening.hostAccountId ?? null,
  }
  const members = [host, ...(opening.invites ?? []).map((invite) => invited(invite, nowMs))]
  return {
    id: opening.id,
    code: opening.code,
    kind: opening.kind,
    name: opening.name,
    policy: opening.policy,
    createdAtMs: nowMs,
    endsAtMs: Math.min(opening.endsAtMs, (startsAtMs ?? nowMs) + MAX_LIFETIME_MS),
    appointment: startsAtMs === null ? null : { startsAtMs, hasBegun: false },
    updatedAtMs: nowMs,
    epoch: opening.epoch,
    seq: 1,
    members: Object.fromEntries(members.map((member) => [member.id, member])),
    isLocked: opening.isLocked ?? false,
    queue: queueOf(items.slice(1), host.id),
    current: items[0] ? firstOf(items[0], host.id, nowMs) : null,
    playhead: { ...STOPPED, itemId: items[0]?.id ?? null, updatedAtMs: nowMs },
    gate: null,
    skipVotes: [],
    failures: [],
    played: [],
    messages: [],
    hostAway: null,
    closing: null,
    ended: null,
  }
}

function invited({ memberId, ...invite }: OpeningInvite, nowMs: number): Member {
  return { id: memberId, ...invite, state: 'invited', joinedAtMs: nowMs }
}

function firstOf({ id, track }: OpeningItem, addedBy: string, nowMs: number): PlayedItem {
  return { id, track, addedBy, startedAtMs: nowMs, outcome: null }
}

function queueOf(items: OpeningItem[], addedBy: string): QueueItem[] {
  const ranks = generateNKeysBetween(null, null, items.length)
  return items.map(({ id, track }, index) => ({ id, track, addedBy, rank: ranks[index]! }))
}

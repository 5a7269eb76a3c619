import type { Member } from '../membership/member'
import { STOPPED } from '../playback/playhead'
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
  epoch: string
  nowMs: number
  /** At most a day after `nowMs`; later ones are cut to that. */
  endsAtMs: number
}

/** A new room with its host in it: the state that its first event carries. */
export function openRoom(opening: Opening): Room {
  const host: Member = {
    id: opening.hostId,
    name: opening.hostName,
    role: 'host',
    state: 'in',
    joinedAtMs: opening.nowMs,
  }
  return {
    id: opening.id,
    code: opening.code,
    kind: opening.kind,
    name: opening.name,
    policy: opening.policy,
    createdAtMs: opening.nowMs,
    endsAtMs: Math.min(opening.endsAtMs, opening.nowMs + MAX_LIFETIME_MS),
    updatedAtMs: opening.nowMs,
    epoch: opening.epoch,
    seq: 1,
    members: { [host.id]: host },
    queue: [],
    current: null,
    playhead: { ...STOPPED, updatedAtMs: opening.nowMs },
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

import type { Role } from '../membership/member'
import type { Track } from '../queue/queue'
import type { Policy } from './policy'

/**
 * What somebody asks of a room. `id` is minted by whoever sends it (S11) and becomes the id of what the command makes:
 * the waiting song, the message.
 */
export type Command = { id: string } & Request

type Request =
  | {
      type: 'join'
      memberId: string
      name: string
      fallbackName: string
      role: Extract<Role, 'guest' | 'stage'>
      /** Who has an account, and whether it may see what the room shows. Absent for guests and screens. */
      account?: { id: string; maySee: boolean }
      /** What became of the password that was given; absent when none was. */
      password?: 'right' | 'wrong'
      /** A host's link for guests, good for one more; it stands for an invitation, and for the password. */
      guestLinkId?: string
    }
  | { type: 'invite'; memberId: string; accountId: string; name: string; role: InvitedRole }
  | { type: 'uninvite'; memberId: string }
  | { type: 'declineInvite' }
  | { type: 'admit'; memberId: string }
  | { type: 'decline'; memberId: string }
  | { type: 'remove'; memberId: string }
  | { type: 'leave' }
  | { type: 'rename'; name: string }
  /** Somebody who came in as a guest has logged in. */
  | { type: 'identify'; accountId: string }
  | { type: 'setRole'; memberId: string; role: Extract<Role, 'cohost' | 'controller' | 'viewer' | 'guest'> }
  | { type: 'handOver'; memberId: string }
  | { type: 'takeOver' }
  /** Null takes the password away. */
  | { type: 'setPassword'; passwordHash: string | null }
  | { type: 'changeRoom'; name: string; policy: Policy; endsAtMs: number }
  | { type: 'end' }
  | { type: 'add'; track: Track }
  | { type: 'removeItem'; itemId: string }
  | { type: 'moveItem'; itemId: string; toIndex: number }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'seek'; positionMs: number }
  | { type: 'openGate' }
  | { type: 'skip'; itemId: string }
  | { type: 'vote'; itemId: string }
  | { type: 'withdrawVote'; itemId: string }
  | { type: 'report'; itemId: string; problem: 'ended' | 'unplayable' }
  | { type: 'say'; text: string }
  /** Asked by the clock, of every room that something may be due in. */
  | { type: 'tick' }

/** What somebody can be invited as. */
export type InvitedRole = Extract<Role, 'controller' | 'viewer'>

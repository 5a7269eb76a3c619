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
    }
  | { type: 'admit'; memberId: string }
  | { type: 'decline'; memberId: string }
  | { type: 'remove'; memberId: string }
  | { type: 'leave' }
  | { type: 'rename'; name: string }
  | { type: 'setRole'; memberId: string; role: Extract<Role, 'cohost' | 'guest'> }
  | { type: 'handOver'; memberId: string }
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

export type CommandType = Command['type']

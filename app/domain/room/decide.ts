import { decideSay } from '../chat/decide'
import {
  decideAdmit,
  decideDecline,
  decideIdentify,
  decideJoin,
  decideLeave,
  decideRemove,
  decideRename,
  decideSetRole,
} from '../membership/decide'
import { decideDeclineInvite, decideInvite, decideUninvite } from '../membership/invite'
import type { Member } from '../membership/member'
import { decideHandOver, decideTakeOver } from '../membership/succession'
import {
  decideOpenGate,
  decidePlaying,
  decideReport,
  decideSeek,
  decideSkip,
  decideVote,
  decideWithdrawVote,
} from '../playback/decide'
import { decideAdd, decideMoveItem, decideRemoveItem } from '../queue/decide'
import type { Command } from './command'
import { accept, allows, type Decision, type Facts } from './decision'
import { whatIsDue } from './lifecycle'
import { MAX_LIFETIME_MS, ROOM_NAME_MAX_CHARACTERS } from './policy'
import { refuse } from './refusal'
import { expectedFromMs, type Room } from './room'
import { cleanLine } from '../text'

/** Who asks: a member, someone at the door, or the clock. */
export type Actor = Member | 'newcomer' | 'clock'

/**
 * The rules of a room: what a command leads to, or why it is refused. Pure; the server asks it to act, the browser to
 * draw a button enabled or not and to show the result before the answer comes.
 */
export function decide(room: Room, actor: Actor, command: Command, facts: Facts): Decision {
  if (room.ended) return actor === 'clock' ? accept() : refuse('session_ended')
  if (actor === 'clock')
    return command.type === 'tick' ? accept(...whatIsDue(room, facts)) : refuse('bad_request')
  if (actor === 'newcomer')
    return command.type === 'join' ? decideJoin(room, command, facts) : refuse('not_authorized')
  return decideForMember(room, actor, command, facts)
}

function decideForMember(room: Room, actor: Member, command: Command, facts: Facts): Decision {
  switch (command.type) {
    case 'report':
      return decideReport(room, actor, command, facts)
    case 'openGate':
      return decideOpenGate(room, actor, facts)
    case 'admit':
      return decideAdmit(room, actor, command, facts)
    case 'decline':
      return decideDecline(room, actor, command)
    case 'remove':
      return decideRemove(room, actor, command)
    case 'leave':
      return decideLeave(room, actor, facts)
    case 'identify':
      return decideIdentify(room, actor, command)
    case 'rename':
      return decideRename(room, actor, command)
    case 'setRole':
      return decideSetRole(room, actor, command)
    case 'handOver':
      return decideHandOver(room, actor, command)
    case 'takeOver':
      return decideTakeOver(room, actor, facts)
    case 'invite':
      return decideInvite(room, actor, command, facts)
    case 'uninvite':
      return decideUninvite(room, actor, command)
    case 'declineInvite':
      return decideDeclineInvite(actor)
    case 'setPassword':
      return decideSetPassword(room, actor, command)
    case 'changeRoom':
      return decideChangeRoom(room, actor, command, facts)
    case 'end':
      return decideEnd(room, actor)
    case 'join':
    case 'tick':
      return refuse('bad_request')
    default:
      return foresee(room, actor, command, facts)
  }
}

/** What people do all the time, whose outcome a browser shows before the answer comes. */
export type Foreseeable = Extract<
  Command,
  {
    type:
      'add' | 'removeItem' | 'moveItem' | 'play' | 'pause' | 'seek' | 'skip' | 'vote' | 'withdrawVote' | 'say'
  }
>

/** The rules for those commands alone: all that a browser needs of them. */
export function foresee(room: Room, actor: Member, command: Foreseeable, facts: Facts): Decision {
  switch (command.type) {
    case 'add':
      return decideAdd(room, actor, command, facts)
    case 'removeItem':
      return decideRemoveItem(room, actor, command)
    case 'moveItem':
      return decideMoveItem(room, actor, command)
    case 'play':
      return decidePlaying(room, actor, true, facts)
    case 'pause':
      return decidePlaying(room, actor, false, facts)
    case 'seek':
      return decideSeek(room, actor, command, facts)
    case 'skip':
      return decideSkip(room, actor, command, facts)
    case 'vote':
      return decideVote(room, actor, command, facts)
    case 'withdrawVote':
      return decideWithdrawVote(room, actor, command)
    case 'say':
      return decideSay(room, actor, command, facts)
  }
}

function decideChangeRoom(
  room: Room,
  actor: Member,
  command: Extract<Command, { type: 'changeRoom' }>,
  facts: Facts,
): Decision {
  if (!allows(room, actor, 'room.change')) return refuse('not_authorized')
  const name = cleanLine(command.name, ROOM_NAME_MAX_CHARACTERS)
  const latestMs = expectedFromMs(room) + MAX_LIFETIME_MS
  if (name === '' || !(command.endsAtMs > facts.nowMs)) return refuse('bad_request')
  const endsAtMs = Math.min(command.endsAtMs, latestMs)
  return accept({ type: 'room.changed', name, policy: command.policy, endsAtMs })
}

function decideSetPassword(
  room: Room,
  actor: Member,
  { passwordHash }: Extract<Command, { type: 'setPassword' }>,
): Decision {
  if (!allows(room, actor, 'room.change')) return refuse('not_authorized')
  return accept({ type: 'room.locked', isLocked: passwordHash !== null })
}

function decideEnd(room: Room, actor: Member): Decision {
  if (!allows(room, actor, 'room.end')) return refuse('not_authorized')
  return accept({ type: 'room.ended', reason: 'host' })
}

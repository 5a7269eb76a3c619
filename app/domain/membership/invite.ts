import type { Command } from '../room/command'
import { accept, allows, type Decision, type Facts } from '../room/decision'
import { refuse } from '../room/refusal'
import type { Room } from '../room/room'
import { isPerson, type Member } from './member'

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/**
 * Asks somebody with an account to come. Who was here, said no or was sent away can be asked again, with another role
 * too. Whether they may see what is shown was found out before.
 */
export function decideInvite(room: Room, actor: Member, command: Of<'invite'>, facts: Facts): Decision {
  if (!allows(room, actor, 'member.invite')) return refuse('not_authorized')
  if (command.accountId === actor.accountId) return refuse('bad_request')
  const before = Object.values(room.members).find((member) => member.accountId === command.accountId)
  if (before?.state === 'in') return refuse('already_joined')
  if (before?.state === 'invited' && before.role === command.role) return accept()
  if (!before && room.members[command.memberId]) return refuse('changed_meanwhile')
  const expected = Object.values(room.members).filter((one) => isPerson(one) || one.state === 'invited')
  if (before?.state !== 'invited' && expected.length >= room.policy.maxMembers) return refuse('session_full')

  const { accountId, name, role } = command
  const id = before?.id ?? command.memberId
  const member: Member = { id, accountId, name, role, state: 'invited', joinedAtMs: facts.nowMs }
  return accept({ type: 'member.invited', member })
}

/** Takes an invitation back, answered or not; who is in already is removed instead. */
export function decideUninvite(room: Room, actor: Member, command: Of<'uninvite'>): Decision {
  if (!allows(room, actor, 'member.invite')) return refuse('not_authorized')
  const member = room.members[command.memberId]
  if (member?.state === 'uninvited') return accept()
  if (member?.state !== 'invited' && member?.state !== 'notComing') return refuse('member_not_found')
  return accept({ type: 'member.uninvited', memberId: member.id })
}

/** A no that may turn into a yes for as long as the room lives. */
export function decideDeclineInvite(actor: Member): Decision {
  if (actor.state === 'notComing') return accept()
  if (actor.state !== 'invited') return refuse('not_authorized')
  return accept({ type: 'member.notComing', memberId: actor.id })
}

import type { Command } from '../room/command'
import { accept, allows, type Decision, type Facts } from '../room/decision'
import { refuse } from '../room/refusal'
import { peopleOf, type Room } from '../room/room'
import { isHostsBusiness, isPerson, type Member, type Role } from './member'
import { cleanName, uniqueName } from './names'
import { succeed } from './succession'

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/**
 * Comes in, or asks to. Who was here before keeps their role; a removed browser stays out while the room lives. A
 * screen comes in only with a host's word, which its route has already got, and with a new one it may come back.
 */
export function decideJoin(room: Room, command: Of<'join'>, facts: Facts): Decision {
  const before = room.members[command.memberId]
  if (before?.state === 'in') return refuse('already_joined')
  const wasScreen = before?.role === 'stage' && command.role === 'stage'
  if (before?.state === 'removed' && !wasScreen) return refuse('not_authorized')
  if (command.role === 'stage')
    return accept({ type: 'member.joined', member: newcomer(room, command, facts) })
  if (before?.state === 'waiting' && !command.guestLinkId) return accept()
  if (!mayKnock(room, before, command)) return refuse('not_authorized')
  if (peopleOf(room).length >= room.policy.maxMembers) return refuse('session_full')
  // A password is asked for once: whoever was in has given it.
  if (room.isLocked && before?.state !== 'left' && !command.guestLinkId && command.password !== 'right') {
    return refuse(command.password === 'wrong' ? 'wrong_room_password' : 'password_required')
  }

  const member = newcomer(room, command, facts)
  const isAsked = isExpected(before) || command.guestLinkId !== undefined
  const asks = room.policy.approveJoins && before?.state !== 'left' && !isAsked
  return asks
    ? accept({ type: 'member.asked', member: { ...member, state: 'waiting' } })
    : accept({ type: 'member.joined', member })
}

/**
 * Whether somebody at the door may come in or ask to: who was in or was invited, who may see what is shown, a guest with
 * a link for guests, or anyone.
 */
function mayKnock(room: Room, before: Member | undefined, { account, guestLinkId }: Of<'join'>): boolean {
  if (before?.state === 'left' || isExpected(before)) return true
  if (guestLinkId && !account) return true
  return room.policy.guestsMayJoin || account?.maySee === true
}

/** An invitation stands for as long as the room lives, even when it was declined. */
function isExpected(member: Member | undefined): boolean {
  return member?.state === 'invited' || member?.state === 'notComing'
}

export function decideAdmit(room: Room, actor: Member, command: Of<'admit'>, facts: Facts): Decision {
  if (!allows(room, actor, 'member.admit')) return refuse('not_authorized')
  const member = room.members[command.memberId]
  if (member?.state === 'in') return accept()
  if (member?.state !== 'waiting') return refuse('member_not_found')
  if (peopleOf(room).length >= room.policy.maxMembers) return refuse('session_full')
  const name = uniqueName(member.name, namesOfOthers(room, member.id))
  return accept({
    type: 'member.joined',
    member: { ...member, name, state: 'in', joinedAtMs: facts.nowMs },
  })
}

export function decideDecline(room: Room, actor: Member, command: Of<'decline'>): Decision {
  if (!allows(room, actor, 'member.admit')) return refuse('not_authorized')
  if (room.members[command.memberId]?.state !== 'waiting') return refuse('member_not_found')
  return accept({ type: 'member.declined', memberId: command.memberId })
}

/**
 * Removes for good. Nobody removes the host, and only the host removes a co-host. Who never came in is declined
 * instead: their removal would tell everybody of someone only hosts know of.
 */
export function decideRemove(room: Room, actor: Member, command: Of<'remove'>): Decision {
  const member = room.members[command.memberId]
  if (!member || isHostsBusiness(member))
    return refuse(allows(room, actor, 'member.remove') ? 'member_not_found' : 'not_authorized')
  if (!mayRemoveMember(room, actor, member)) return refuse('not_authorized')
  if (member.state === 'removed') return accept()
  return accept({ type: 'member.removed', memberId: member.id })
}

/** Leaves, or stops waiting to come in. Only who was in may come back without asking. */
export function decideLeave(room: Room, actor: Member, facts: Facts): Decision {
  if (actor.state === 'waiting') return accept({ type: 'member.declined', memberId: actor.id })
  if (!allows(room, actor, 'member.leave')) return refuse('not_authorized')
  const left = { type: 'member.left', memberId: actor.id } as const
  return isPerson(actor) ? accept(left, ...succeed(room, actor, facts.present)) : accept(left)
}

/**
 * A guest has logged in. An account is in a room once: one that is not here becomes the guest, with the part it was
 * invited to or had; beside one that is, or may not be, the guest stays a guest.
 */
export function decideIdentify(room: Room, actor: Member, { accountId }: Of<'identify'>): Decision {
  if (!isPerson(actor) && actor.state !== 'waiting') return refuse('not_authorized')
  if (actor.accountId) return actor.accountId === accountId ? accept() : refuse('not_authorized')
  const before = Object.values(room.members).find((member) => member.accountId === accountId)
  if (before && (actor.state === 'waiting' || !isAbsent(before))) return refuse('already_joined')
  const role = actor.role === 'guest' ? (keptRole(before) ?? 'viewer') : actor.role
  return actor.state === 'waiting'
    ? accept({ type: 'member.asked', member: { ...actor, accountId, role } })
    : accept({ type: 'member.identified', memberId: actor.id, accountId, role })
}

function isAbsent({ state }: Member): boolean {
  return state !== 'in' && state !== 'waiting' && state !== 'removed'
}

export function decideRename(room: Room, actor: Member, command: Of<'rename'>): Decision {
  if (!allows(room, actor, 'member.rename')) return refuse('not_authorized')
  const wanted = cleanName(command.name)
  if (wanted === '') return refuse('bad_request')
  const name = uniqueName(wanted, namesOfOthers(room, actor.id))
  return name === actor.name ? accept() : accept({ type: 'member.renamed', memberId: actor.id, name })
}

export function decideSetRole(room: Room, actor: Member, command: Of<'setRole'>): Decision {
  if (!allows(room, actor, 'member.promote')) return refuse('not_authorized')
  const member = room.members[command.memberId]
  if (!member || !isPerson(member)) return refuse('member_not_found')
  if (member.role === 'host') return refuse('not_authorized')
  const isPlain = command.role === 'guest' || command.role === 'viewer'
  const role = isPlain ? plainRoleOf(member) : command.role
  if (member.role === role) return accept()
  return accept({ type: 'member.roleChanged', memberId: member.id, role })
}

/** What somebody without a special part is called. */
function plainRoleOf({ accountId }: Pick<Member, 'accountId'>): Role {
  return accountId ? 'viewer' : 'guest'
}

export function mayRemoveMember(room: Room, actor: Member, member: Member): boolean {
  if (member.id === actor.id || member.role === 'host') return false
  const needed = member.role === 'cohost' ? 'member.promote' : 'member.remove'
  return allows(room, actor, needed)
}

function newcomer(room: Room, command: Of<'join'>, facts: Facts): Member {
  const before = room.members[command.memberId]
  const wanted = cleanName(command.name) || before?.name || command.fallbackName
  return {
    id: command.memberId,
    name: uniqueName(wanted, namesOfOthers(room, command.memberId)),
    role: roleOf(room, before, command),
    state: 'in',
    joinedAtMs: facts.nowMs,
    accountId: command.account?.id ?? null,
  }
}

/** A role is kept on coming back, but that of a host, who has an heir by now. */
function roleOf(room: Room, before: Member | undefined, { role, account, guestLinkId }: Of<'join'>): Role {
  if (role === 'stage') return 'stage'
  const kept = keptRole(before)
  if (kept || account) return kept ?? room.policy.joinRole
  // A guest is what a viewer without an account is called.
  return guestLinkId && room.policy.joinRole === 'controller' ? 'controller' : 'guest'
}

function keptRole(before: Member | undefined): Role | null {
  if (!before || before.state === 'uninvited') return null
  const isKept = before.role === 'cohost' || before.role === 'controller' || isExpected(before)
  return isKept ? before.role : null
}

function namesOfOthers(room: Room, memberId: string): string[] {
  const others = Object.values(room.members).filter(
    (member) => member.id !== memberId && (member.state === 'in' || member.state === 'waiting'),
  )
  return others.map((member) => member.name)
}

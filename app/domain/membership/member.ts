/**
 * A controller holds the remote control. A viewer is a person with an account, a guest one without. `stage` is a screen:
 * it sees and plays what the room does, and counts as nobody.
 */
export type Role = 'host' | 'cohost' | 'controller' | 'viewer' | 'guest' | 'stage'

/**
 * `removed` sticks for as long as the room lives, or until a host invites them again; all the others may come in, who
 * was `uninvited` as anybody may. `declined` is a host's no to who asked, `notComing` the no of who was invited.
 */
export type MemberState =
  'waiting' | 'in' | 'declined' | 'left' | 'removed' | 'invited' | 'notComing' | 'uninvited'

/** Someone who is, was, or asks to be in a room. Past members stay, since the queue and the chat name them. */
export type Member = {
  id: string
  name: string
  role: Role
  state: MemberState
  /** When they came in, or were invited. */
  joinedAtMs: number
  /** Null for guests and screens. */
  accountId: string | null
}

export function isHost(member: Member): boolean {
  return member.state === 'in' && (member.role === 'host' || member.role === 'cohost')
}

/** Whether only hosts may know of this member: who never came in is nobody else's business. */
export function isHostsBusiness({ state }: Member): boolean {
  return state !== 'in' && state !== 'left' && state !== 'removed'
}

/** Somebody who was in and is only hosts' business now, as all others know them: nothing shows of what they are asked to come as. */
export function asIfLeft({ id, name, accountId }: Member): Member {
  const role = accountId === null ? 'guest' : 'viewer'
  return { id, name, role, state: 'left', joinedAtMs: 0, accountId }
}

/** A membership that its account has given up for another one: nobody stands behind it, and nobody is waited for. */
export function withoutAccount({ state }: Member): Pick<Member, 'accountId' | 'state'> {
  const wasInvited = state === 'invited' || state === 'notComing'
  return { accountId: null, state: wasInvited ? 'uninvited' : state }
}

/** Whether this member is a person in the room: present or not, but no screen and nobody who left. */
export function isPerson(member: Member): boolean {
  return member.state === 'in' && member.role !== 'stage'
}

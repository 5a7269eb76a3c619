/** `stage` is a screen: it sees and plays what the room does, and counts as nobody. */
export type Role = 'host' | 'cohost' | 'guest' | 'stage'

/** `removed` sticks for as long as the room lives; all the others may come back in. */
export type MemberState = 'waiting' | 'in' | 'declined' | 'left' | 'removed'

/** Someone who is, was, or asks to be in a room. Past members stay, since the queue and the chat name them. */
export type Member = {
  id: string
  name: string
  role: Role
  state: MemberState
  joinedAtMs: number
}

export function isHost(member: Member): boolean {
  return member.state === 'in' && (member.role === 'host' || member.role === 'cohost')
}

/** Whether this member is a person in the room: present or not, but no screen and nobody who left. */
export function isPerson(member: Member): boolean {
  return member.state === 'in' && member.role !== 'stage'
}

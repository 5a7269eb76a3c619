import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import { askerContext } from '~/asker.server'
import type { Account } from '~/auth/accounts/account'
import type { Member } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import { tuttiContext } from '~/tutti.server'
import { membershipIn, refusal } from '../../room/membership.server'

const RoomId = z.uuid()

/** Whoever asks must have an account: by their session or by a token of theirs. */
export function requireAccount(context: Readonly<RouterContextProvider>): Account {
  const { account } = context.get(askerContext)
  if (!account) throw refusal('unauthenticated')
  return account
}

/** The room of this id, for anybody with an account; what they are in it, if anything. */
export async function requireParty(
  context: Readonly<RouterContextProvider>,
  roomId: string,
): Promise<{ account: Account; room: Room; member: Member | null }> {
  const account = requireAccount(context)
  const { rooms } = context.get(tuttiContext).engine
  const room = RoomId.safeParse(roomId).success ? await rooms.read(roomId) : null
  if (!room) throw refusal('session_not_found')
  return { account, room, member: await membershipIn(context, room) }
}

/** As above, for those who are or were in it, or are invited: to all others it does not exist. */
export async function requirePartyMember(
  context: Readonly<RouterContextProvider>,
  roomId: string,
): Promise<{ account: Account; room: Room; member: Member }> {
  const { account, room, member } = await requireParty(context, roomId)
  if (!member || member.state === 'uninvited' || member.state === 'removed')
    throw refusal('session_not_found')
  return { account, room, member }
}

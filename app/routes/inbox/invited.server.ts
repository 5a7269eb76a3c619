import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import type { Member } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import { tuttiContext } from '~/tutti.server'
import { membershipIn, refusal } from '../room/membership.server'

const RoomId = z.uuid()

/** The room and the asker in it, for who was invited or is in it already: to all others it does not exist. */
export async function requireInvited(
  context: Readonly<RouterContextProvider>,
  roomId: string | undefined,
): Promise<{ room: Room; member: Member }> {
  const { rooms } = context.get(tuttiContext).engine
  const room = RoomId.safeParse(roomId).success ? await rooms.read(roomId!) : null
  const member = room && (await membershipIn(context, room))
  const isInvited = member?.state === 'invited' || member?.state === 'notComing' || member?.state === 'in'
  if (!room || !isInvited) throw refusal('session_not_found')
  return { room, member }
}

import { redirect } from 'react-router'
import { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { requireAccount } from '../account/required.server'
import { membershipIn, refusal } from '../room/membership.server'
import type { Route } from './+types/room-link'

const RoomId = z.uuid()

/** `/watch-party/rooms/:roomId` is what other programs say: to the room for who is in it, to its door for others. */
export async function loader(args: Route.LoaderArgs) {
  requireAccount(args)
  const { context, params } = args
  const { rooms } = context.get(tuttiContext).engine
  const room = RoomId.safeParse(params.roomId).success ? await rooms.read(params.roomId) : null
  if (!room) throw refusal('session_not_found')
  const member = await membershipIn(context, room)
  return redirect(member?.state === 'in' ? `/rooms/${room.code}` : `/join/${room.code}`)
}

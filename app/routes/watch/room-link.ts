import { redirect } from 'react-router'
import { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { requireAccount } from '../account/required.server'
import { accountFor } from '../join/credentials.server'
import { doorwayOf, type Standing } from '../join/doorway.server'
import { membershipIn, refusal } from '../room/membership.server'
import type { Route } from './+types/room-link'

const RoomId = z.uuid()

/** Behind these doors there is nothing for who asks, who is not to learn the code either. */
const SHUT: Standing[] = ['unseen', 'closed', 'removed']

/**
 * `/watch-party/rooms/:roomId` is what other programs say: to the room for who is in it, to its door for who may come in.
 */
export async function loader(args: Route.LoaderArgs) {
  requireAccount(args)
  const { context, params } = args
  const { rooms } = context.get(tuttiContext).engine
  const room = RoomId.safeParse(params.roomId).success ? await rooms.read(params.roomId) : null
  if (!room) throw refusal('session_not_found')
  const member = await membershipIn(context, room)
  if (member?.state === 'in') return redirect(`/rooms/${room.code}`)
  if (room.ended && member?.state !== 'left') throw refusal('session_not_found')
  if (SHUT.includes(doorwayOf(room, member, await accountFor(context, room)).standing))
    throw refusal('session_not_found')
  return redirect(`/join/${room.code}`)
}

import type { z } from 'zod'
import { answerProgram, wrongMethod } from '../request.server'
import { accountFor } from '../join/credentials.server'
import { doorwayOf } from '../join/doorway.server'
import { membershipIn, requireRoom } from '../room/membership.server'
import type { Session } from './schemas'
import type { Route } from './+types/jam-session'

export const action = () => wrongMethod('GET')

/** What anybody with the code may know of a jam: what its door says. */
export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const room = await requireRoom(context, params.code)
    const member = await membershipIn(context, room)
    const { name, hostName, peopleCount, playing } = doorwayOf(room, member, await accountFor(context, room))
    const session: z.infer<typeof Session> = {
      name,
      host_name: hostName,
      participant_count: peopleCount,
      current_track: playing && { title: playing.title, artist: playing.artist },
      is_active: !room.ended,
    }
    return Response.json(session)
  })
}

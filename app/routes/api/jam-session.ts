import type { z } from 'zod'
import { hostOf, peopleOf } from '~/domain/room/room'
import { answerProgram, wrongMethod } from '../request.server'
import { requireRoom } from '../room/membership.server'
import type { Session } from './schemas'
import type { Route } from './+types/jam-session'

export const action = () => wrongMethod('GET')

/** What anybody with the code may know of a jam. */
export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const room = await requireRoom(context, params.code)
    const track = room.ended ? null : (room.current?.track ?? null)
    const session: z.infer<typeof Session> = {
      name: room.name,
      host_name: hostOf(room)?.name ?? null,
      participant_count: peopleOf(room).length,
      current_track: track && { title: track.title, artist: track.artist },
      is_active: !room.ended,
    }
    return Response.json(session)
  })
}

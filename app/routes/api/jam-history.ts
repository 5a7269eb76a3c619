import type { z } from 'zod'
import { historyOf } from '~/sync/store/history.server'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, wrongMethod } from '../request.server'
import { requireUserBearer } from './bearer.server'
import type { SessionHistory } from './schemas'
import { showRoomCode } from './share-code'
import type { Route } from './+types/jam-history'

const SESSIONS_SHOWN = 100

export const action = () => wrongMethod('GET')

/** The jams that the token's owner hosted or joined, the latest first. */
export function loader({ context }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const { person } = requireUserBearer(context)
    const { db } = context.get(tuttiContext)
    const { rooms } = await historyOf(db, person.id, { limit: SESSIONS_SHOWN, cursor: null })
    const answer: z.infer<typeof SessionHistory> = {
      sessions: rooms.map((room) => ({
        session_id: room.id,
        share_code: showRoomCode(room),
        name: room.name,
        host_name: room.hostName,
        role: room.role,
        joined_at: new Date(room.joinedAtMs).toISOString(),
        started_at: new Date(room.openedAtMs).toISOString(),
        ended_at: room.endedAtMs === null ? null : new Date(room.endedAtMs).toISOString(),
        is_active: room.endedAtMs === null,
        track_count: room.songCount,
      })),
    }
    return Response.json(answer)
  })
}

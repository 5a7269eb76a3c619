import { answerProgram } from '../request.server'
import { shelvesOfRoom } from '~/room-media.server'
import { requireMembership } from './membership.server'
import type { Route } from './+types/subtitles'

/** What can be read along with what is on: `{ trackId, subtitles: [{ id, language, isForced, describesSound }] }`. */
export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const { tutti, room } = await requireMembership(context, params.code)
    const trackId = room.current?.track.id ?? null
    const shelves = trackId ? await shelvesOfRoom(tutti, room) : null
    return Response.json({ trackId, subtitles: (await shelves?.subtitlesOf(trackId!)) ?? [] })
  })
}

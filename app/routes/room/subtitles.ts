import { answerProgram } from '../request.server'
import { askerContext } from '~/asker.server'
import { subtitlesFor } from '~/room-media.server'
import { refusal, requireMembership } from './membership.server'
import type { Route } from './+types/subtitles'

/** What can be read along with what is on: `{ trackId, subtitles: [{ id, language, isForced, describesSound }] }`. */
export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const { tutti, room } = await requireMembership(context, params.code)
    if (room.ended) throw refusal('session_ended')
    const subtitles = await subtitlesFor(tutti, context.get(askerContext).person.id, room)
    return Response.json({ trackId: room.current?.track.id ?? null, subtitles })
  })
}

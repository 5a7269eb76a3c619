import { shelvesOfRoom } from '~/room-media.server'
import { answerProgram } from '../request.server'
import { refusal, requireMembership } from './membership.server'
import type { Route } from './+types/search'

/**
 * What may be added to the room for `?q=`, a page at a time: `{ tracks, hasMore, nextCursor, scan }`; `?cursor=` asks for the
 * next. `scan` says whether the folders are still being read.
 */
export function loader({ context, params, url }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const { tutti, room } = await requireMembership(context, params.code)
    if (room.ended) throw refusal('session_ended')
    const shelves = await shelvesOfRoom(tutti, room)
    const cursor = url.searchParams.get('cursor')
    const page = await shelves.search(url.searchParams.get('q') ?? '', { limit: 30, cursor })
    return Response.json({ ...page, scan: tutti.library.progress() })
  })
}

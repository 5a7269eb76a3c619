import type { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { publicOrigin } from '../public-origin.server'
import { answerProgram, wrongMethod } from '../request.server'
import { membershipIn, refusal, requireRoom } from '../room/membership.server'
import { requireBearer } from './bearer.server'
import type { FoundTracks } from './schemas'
import type { Route } from './+types/jam-search'

const TRACKS_SHOWN = 50
const ARTWORK_WIDTH_PX = 640

export const action = () => wrongMethod('GET')

/** What the library has for `?q=`: for any user's token, and for those of this room's guests. */
export function loader({ context, params, url }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const asker = requireBearer(context)
    const room = await requireRoom(context, params.code)
    const isGuest = asker.roomId !== null
    if (isGuest && (await membershipIn(context, room))?.state !== 'in') throw refusal('not_authorized')
    const { library } = context.get(tuttiContext)
    const found = await library.search(url.searchParams.get('q') ?? '', { limit: TRACKS_SHOWN })
    const origin = publicOrigin(context)
    const answer: z.infer<typeof FoundTracks> = {
      tracks: found.tracks.map((track) => ({
        id: track.id,
        title: track.title,
        artist: track.artist,
        album: track.album,
        duration_ms: track.durationMs,
        artwork_url: track.artworkId && `${origin}/artwork/${track.artworkId}/${ARTWORK_WIDTH_PX}`,
      })),
    }
    return Response.json(answer)
  })
}

import type { z } from 'zod'
import { shelvesOfRoom } from '~/room-media.server'
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

/**
 * What may be added to the room for `?q=`: for those of this room's members, and for any user's token, as far as its
 * owner may see it.
 */
export function loader({ context, params, url }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const asker = requireBearer(context)
    const room = await requireRoom(context, params.code)
    const tutti = context.get(tuttiContext)
    const isMember = (await membershipIn(context, room))?.state === 'in'
    if (asker.roomId !== null && !isMember) throw refusal('not_authorized')
    const ofRoom = await shelvesOfRoom(tutti, room)
    const shelves = isMember ? ofRoom : ofRoom.and(await tutti.library.seenBy(asker.person.id))
    const found = await shelves.search(url.searchParams.get('q') ?? '', { limit: TRACKS_SHOWN })
    const origin = publicOrigin(context)
    const scope = isMember ? `?room=${room.code}` : ''
    const answer: z.infer<typeof FoundTracks> = {
      tracks: found.tracks.map((track) => ({
        id: track.id,
        title: track.title,
        artist: track.artist,
        album: track.album,
        duration_ms: track.durationMs,
        artwork_url: track.artworkId && `${origin}/artwork/${track.artworkId}/${ARTWORK_WIDTH_PX}${scope}`,
      })),
    }
    return Response.json(answer)
  })
}

import { tuttiContext } from '~/tutti.server'
import { membershipIn, refusal, requireRoom } from '../room/membership.server'
import { accountFor } from './credentials.server'
import { doorwayOf } from './doorway.server'
import type { Route } from './+types/cover'

/** The cover of what the door says is playing, for whoever knows the code: people at the door, and link previews. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const room = await requireRoom(context, params.code)
  const { playing } = doorwayOf(room, await membershipIn(context, room), await accountFor(context, room))
  const artworkId = playing?.artworkId ?? null
  const etag = `"${artworkId}-${params.width}"`
  // Another song has another picture at the same address.
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  const { library } = context.get(tuttiContext)
  const picture = artworkId && (await library.readArtwork(artworkId, Number(params.width)))
  if (!picture) throw refusal('not_found')
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(picture), { headers: { ...headers, 'Content-Type': 'image/webp' } })
}

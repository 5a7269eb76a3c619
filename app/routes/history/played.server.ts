import type { RouterContextProvider } from 'react-router'
import { z } from 'zod'
import { askerContext } from '~/asker.server'
import { playedIn, type PlayedSong, type RememberedRoom } from '~/sync/store/history.server'
import { tuttiContext } from '~/tutti.server'
import { refusal } from '../room/membership.server'

export type Played = { room: RememberedRoom; songs: PlayedSong[] }

const RoomId = z.uuid()

/** What was played in a room that the asker came into; a 404 for everybody else. */
export async function requirePlayed(
  context: Readonly<RouterContextProvider>,
  roomId: string,
): Promise<Played> {
  const asker = context.get(askerContext)
  const isTheirs = RoomId.safeParse(roomId).success && (asker.roomId ?? roomId) === roomId
  const played = isTheirs ? await playedIn(context.get(tuttiContext).db, roomId, asker.person.id) : null
  if (!played) throw refusal('session_not_found')
  return played
}

/** A played list as a file to keep. */
export function download({ room }: Played, extension: string, type: string, body: string): Response {
  const name = `${room.name}.${extension}`
  const plain = name.replace(/[^\w.\- ]/g, '_')
  return new Response(body, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeRfc5987(name)}`,
      'Cache-Control': 'private, no-store',
    },
  })
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
}

import type { z } from 'zod'
import type { PlayedList } from '../api/schemas'
import { answerProgram } from '../request.server'
import { download, requirePlayed } from './played.server'
import type { Route } from './+types/played-json'

export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const played = await requirePlayed(context, params.roomId)
    const { room, songs } = played
    const list: z.infer<typeof PlayedList> = {
      name: room.name,
      host_name: room.hostName,
      started_at: new Date(room.openedAtMs).toISOString(),
      ended_at: room.endedAtMs === null ? null : new Date(room.endedAtMs).toISOString(),
      tracks: songs.map(({ track, addedBy, startedAtMs, outcome }) => ({
        title: track.title,
        artist: track.artist,
        album: track.album,
        duration_ms: track.durationMs,
        added_by: addedBy,
        played_at: new Date(startedAtMs).toISOString(),
        outcome,
      })),
    }
    return download(played, 'json', 'application/json', JSON.stringify(list, null, 2))
  })
}

import { publicOrigin } from '../public-origin.server'
import { answerProgram } from '../request.server'
import { download, requirePlayed } from './played.server'
import type { Route } from './+types/played-m3u'

/** A playlist. Its addresses answer the members of the room for as long as it lives; the titles are for ever. */
export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const played = await requirePlayed(context, params.roomId)
    const { room, songs } = played
    const entries = songs.map(({ track }) => {
      const seconds = Math.round(track.durationMs / 1000)
      const name = track.artist ? `${track.artist} - ${track.title}` : track.title
      const address = `${publicOrigin(context)}/media/${track.id}?room=${room.code}`
      return `#EXTINF:${seconds},${oneLine(name)}\n${address}\n`
    })
    const text = `#EXTM3U\n#PLAYLIST:${oneLine(room.name)}\n${entries.join('')}`
    return download(played, 'm3u', 'audio/x-mpegurl', text)
  })
}

/** A line break in a title would be read as an address. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

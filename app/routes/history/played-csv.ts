import { answerProgram } from '../request.server'
import { toCsv } from './csv'
import { download, requirePlayed } from './played.server'
import type { Route } from './+types/played-csv'

const HEADINGS = ['Played at', 'Title', 'Artist', 'Album', 'Seconds', 'Added by', 'Outcome']

export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const played = await requirePlayed(context, params.roomId)
    const rows = played.songs.map(({ track, addedBy, startedAtMs, outcome }) => [
      new Date(startedAtMs).toISOString(),
      track.title,
      track.artist ?? '',
      track.album ?? '',
      Math.round(track.durationMs / 1000),
      addedBy,
      outcome ?? '',
    ])
    return download(played, 'csv', 'text/csv', toCsv([HEADINGS, ...rows]))
  })
}

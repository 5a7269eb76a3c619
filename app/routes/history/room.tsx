import type { PageHandle } from '~/root'
import type { PlayedSong } from '~/sync/store/history.server'
import { Artwork, ArtworkRoom } from '~/ui/artwork'
import localTimesUrl from '~/ui/local-times.ts?worker&url'
import { Moment } from '~/ui/moment'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { showDuration } from '~/ui/time'
import { people, songs as countOf } from '../words'
import { requirePlayed } from './played.server'
import type { Route } from './+types/room'

export const handle: PageHandle = { island: localTimesUrl }

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `${loaderData.room.name} · History · Tutti` : 'History · Tutti' }]
}

export async function loader({ context, params }: Route.LoaderArgs) {
  return requirePlayed(context, params.roomId)
}

export default function RoomHistory({ loaderData: { room, songs } }: Route.ComponentProps) {
  const isLive = room.endedAtMs === null
  const lead = [room.hostName && `Hosted by ${room.hostName}`, isLive && people(room.peopleCount)]
  return (
    <PageFrame current="/history">
      <PageTitle
        lead={
          <>
            <Moment atMs={room.openedAtMs} />
            {['', ...lead.filter(Boolean)].join(' · ')}
          </>
        }
      >
        {room.name}
      </PageTitle>
      {isLive && room.isIn && (
        <p>
          <a className="button primary" href={`/rooms/${room.code}`}>
            Go in
          </a>
        </p>
      )}
      <section className="grid grid-cols-1 gap-3">
        <h2>{songs.length === 0 ? 'Nothing was played' : `What was played · ${countOf(songs.length)}`}</h2>
        {songs.length > 0 && (
          <>
            <ArtworkRoom value={room.code}>
              <ol className="card px-4 py-1">
                {songs.map((song) => (
                  <SongRow key={song.startedAtMs + song.track.id} song={song} />
                ))}
              </ol>
            </ArtworkRoom>
            <Downloads roomId={room.id} />
          </>
        )}
      </section>
      <p>
        <a className="button" href="/history">
          All rooms
        </a>
      </p>
    </PageFrame>
  )
}

function SongRow({ song: { track, addedBy, outcome } }: { song: PlayedSong }) {
  return (
    <li className="row">
      <Artwork artworkId={track.artworkId} title={track.title} widthPx={48} />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="truncate font-semibold">
          {track.title}
        </p>
        <p className="truncate text-sm text-muted">
          <bdi>{addedBy}</bdi> added it
          {track.artist && (
            <>
              {' · '}
              <bdi>{track.artist}</bdi>
            </>
          )}
        </p>
      </div>
      {(outcome === 'skipped' || outcome === 'voted') && <span className="pill">Skipped</span>}
      <span className="text-faint tabular-nums">{showDuration(track.durationMs)}</span>
    </li>
  )
}

function Downloads({ roomId }: { roomId: string }) {
  return (
    <ul aria-label="Keep this list" className="flex flex-wrap gap-3 pt-2">
      {['CSV', 'M3U', 'JSON'].map((format) => (
        <li key={format}>
          <a className="button" href={`/history/${roomId}/played.${format.toLowerCase()}`} download>
            {format}
          </a>
        </li>
      ))}
    </ul>
  )
}

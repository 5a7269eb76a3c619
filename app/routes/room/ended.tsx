import type { PlayedItem } from '~/domain/queue/queue'
import { presetOf } from '~/domain/room/kinds'
import { nameOf, type EndReason, type Room } from '~/domain/room/room'
import { Artwork, ArtworkRoom } from '~/ui/artwork'
import { Wordmark } from '~/ui/wordmark'
import { artistInWords } from '../words'

/** What stays of a room: what was played, and the way to the next one. */
export function Ended({ room }: { room: Room }) {
  const { short } = presetOf(room.kind)
  const songs: PlayedItem[] = [...room.played, ...(room.current ? [room.current] : [])]
  return (
    <main className="mx-auto grid max-w-2xl gap-6 px-4 pt-4 pb-16">
      <Wordmark />
      <div>
        <p dir="auto" className="text-muted">
          {room.name}
        </p>
        <h1 className="text-3xl font-bold tracking-tight text-balance">This {short} has ended</h1>
        <p className="mt-1 text-muted">{WHY[room.ended?.reason ?? 'host']}</p>
      </div>
      <p className="flex flex-wrap gap-3">
        <a className="button primary" href={`/new/${room.kind}`}>
          Open a new {short}
        </a>
        <a className="button" href={`/history/${room.id}`}>
          Keep the list
        </a>
      </p>
      {songs.length > 0 && (
        <section>
          <h2>What was played</h2>
          <ArtworkRoom value={room.code}>
            <ol className="card mt-2 px-4 py-1">
              {songs.map((song) => (
                <li key={song.id} className="row">
                  <Artwork artworkId={song.track.artworkId} title={song.track.title} widthPx={48} />
                  <div className="min-w-0 flex-1">
                    <p dir="auto" className="truncate font-semibold">
                      {song.track.title}
                    </p>
                    <p className="truncate text-sm text-muted">
                      {artistInWords(song.track) && (
                        <>
                          <bdi>{artistInWords(song.track)}</bdi> ·{' '}
                        </>
                      )}
                      <bdi>{nameOf(room, song.addedBy)}</bdi>
                    </p>
                  </div>
                  {song.outcome && song.outcome !== 'played' && (
                    <span className="pill">
                      {song.outcome === 'unplayable' ? 'would not play' : 'skipped'}
                    </span>
                  )}
                </li>
              ))}
            </ol>
          </ArtworkRoom>
        </section>
      )}
    </main>
  )
}

const WHY: Record<EndReason, string> = {
  host: 'The host ended it. Thank you for coming.',
  time: 'Its time was up. Thank you for coming.',
  idle: 'Nobody was about any more.',
  no_host: 'The host did not come back.',
  empty: 'The last one left.',
}

import { presetOf } from '~/domain/room/kinds'
import type { PlayedItem } from '~/domain/queue/queue'
import { nameOf } from '~/domain/room/room'
import { artistInWords } from '~/routes/words'
import { Artwork } from '~/ui/artwork'
import { Opened } from '../opened/opened'
import { useRoomPage } from '../room-page'
import { Controls } from './controls'
import { Film } from './film/film'
import { Progress } from './progress'

/** What plays, who wished for it, where it is, and what may be done about it. */
export function NowPlaying() {
  const { room, live } = useRoomPage()
  const { current } = room
  if (!current) return <Silence />
  const { track } = current
  const isFilm = track.kind === 'video'
  if (isFilm && live) {
    return (
      <section aria-label="Now playing" className="watch">
        <Film />
        <div className="watch-words">
          <Words item={current} />
          <Controls />
        </div>
      </section>
    )
  }
  return (
    <section aria-label="Now playing" className="now card">
      <div className="now-art">
        <Artwork artworkId={track.artworkId} title={track.title} widthPx={148} isFilm={isFilm} />
      </div>
      <Words item={current} />
      <div className="now-rest">
        <Progress />
        {room.gate && <Opened wanted>{({ Gate }) => <Gate />}</Opened>}
        <Controls />
      </div>
    </section>
  )
}

function Words({ item: { track, addedBy } }: { item: PlayedItem }) {
  const { room, me } = useRoomPage()
  const artist = artistInWords(track)
  return (
    <div className="min-w-0 self-center">
      <p className="truncate text-sm text-muted">
        {addedBy === me.id ? (
          'You added'
        ) : (
          <>
            <bdi>{nameOf(room, addedBy)}</bdi> added
          </>
        )}
      </p>
      <h2 dir="auto" className="now-title">
        {track.title}
      </h2>
      {artist && (
        <p dir="auto" className="truncate text-muted">
          {artist}
        </p>
      )}
    </div>
  )
}

function Silence() {
  const { room } = useRoomPage()
  return (
    <section aria-label="Now playing" className="card grid justify-items-center gap-1 px-5 py-8 text-center">
      <h2 className="text-lg tracking-tight text-text">Nothing is playing yet</h2>
      <p className="text-muted">
        The first {presetOf(room.kind).items.one} that somebody adds starts at once.
      </p>
    </section>
  )
}

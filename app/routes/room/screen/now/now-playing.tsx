import { presetOf } from '~/domain/room/kinds'
import { nameOf } from '~/domain/room/room'
import { Artwork } from '~/ui/artwork'
import { useRoomPage } from '../room-page'
import { Controls } from './controls'
import { Film } from './film/film'
import { Gate } from './gate'
import { Progress } from './progress'

/** What plays, who wished for it, where it is, and what may be done about it. */
export function NowPlaying() {
  const { room, me } = useRoomPage()
  const { current } = room
  if (!current) return <Silence />
  const { track, addedBy } = current
  return (
    <section aria-label="Now playing" className="now card">
      {track.kind === 'video' && <Film />}
      <div className="now-art">
        <Artwork artworkId={track.artworkId} title={track.title} widthPx={148} />
      </div>
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
        <p dir="auto" className="truncate text-muted">
          {track.artist ?? 'Unknown artist'}
        </p>
      </div>
      <div className="now-rest">
        <Progress />
        <Gate />
        <Controls />
      </div>
    </section>
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

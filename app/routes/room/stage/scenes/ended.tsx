import { nameOf, type Room } from '~/domain/room/room'
import { Cover } from '../cover'

const SHOWN = 8

/** The evening is over: what there was, for a last look. */
export function Ended({ room }: { room: Room }) {
  const played = playedIn(room)
  const shown = played.slice(-SHOWN)
  return (
    <div className="ended">
      <div className="ended-words">
        <p className="quiet">This room has ended</p>
        <h1 className="invitation-title" dir="auto">
          {room.name}
        </h1>
        <p className="quiet">Thank you for coming.</p>
      </div>
      {shown.length > 0 && (
        <section className="played" aria-labelledby="played">
          <h2 id="played">{shown.length < played.length ? 'The last songs' : 'What was played'}</h2>
          <ol>
            {shown.map(({ id, track, addedBy }) => (
              <li key={id}>
                <Cover track={track} sizes="8vmin" className="next-cover" />
                <span className="next-words">
                  <b dir="auto">{track.title}</b>
                  <span dir="auto">{nameOf(room, addedBy)}</span>
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}

/** The song that the end cut off was played too. */
export function playedIn({ played, current }: Room) {
  return current ? [...played, current] : played
}

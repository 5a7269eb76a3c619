import { nameOf, type Room } from '~/domain/room/room'
import { Cover } from '../cover'

/** The evening is over: what there was, for a last look. */
export function Ended({ room }: { room: Room }) {
  const played = [...room.played, ...(room.current ? [room.current] : [])]
  const shown = played.slice(-10).reverse()
  return (
    <div className="ended">
      <p className="quiet">This room has ended</p>
      <h1 className="invitation-title" dir="auto">
        {room.name}
      </h1>
      {shown.length > 0 && (
        <section aria-labelledby="played">
          <h2 id="played">{played.length > shown.length ? 'The last songs' : 'What was played'}</h2>
          <ol className="played">
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
      <p className="quiet">Thank you for listening together.</p>
    </div>
  )
}

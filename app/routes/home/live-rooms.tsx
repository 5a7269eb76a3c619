import type { RememberedRoom } from '~/sync/store/history.server'
import { Artwork, ArtworkRoom } from '~/ui/artwork'
import { people } from '../words'

/** The rooms this browser is in, to go back into. */
export function LiveRooms({ rooms }: { rooms: RememberedRoom[] }) {
  if (rooms.length === 0) return null
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2>Your rooms</h2>
      <ul className="card px-4 py-1">
        {rooms.map((room) => (
          <li key={room.id} className="row relative">
            <ArtworkRoom value={room.code}>
              <Artwork
                artworkId={room.playing?.artworkId ?? null}
                title={room.playing?.title ?? room.name}
                widthPx={48}
              />
            </ArtworkRoom>
            <div className="min-w-0 flex-1">
              <a
                href={`/rooms/${room.code}`}
                dir="auto"
                className="block truncate font-semibold no-underline after:absolute after:inset-0"
              >
                {room.name}
              </a>
              <p className="truncate text-sm text-muted">
                {[room.role === 'host' ? 'You host' : room.hostName, people(room.peopleCount)].join(' · ')}
              </p>
            </div>
            <span aria-hidden="true" className="button">
              Go in
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { askerContext } from '~/asker.server'
import type { PageHandle } from '~/root'
import { historyOf, type RememberedRoom } from '~/sync/store/history.server'
import { tuttiContext } from '~/tutti.server'
import { Moment } from '~/ui/moment'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import localTimesUrl from '~/ui/local-times.ts?worker&url'
import { refusal } from '../room/membership.server'
import { songs } from '../words'
import type { Route } from './+types/rooms'

export const handle: PageHandle = { island: localTimesUrl }

export const meta: Route.MetaFunction = () => [{ title: 'History · Tutti' }]

const ROOMS_A_PAGE = 20

export function loader({ context, url }: Route.LoaderArgs) {
  const { person, roomId } = context.get(askerContext)
  // A guest's token is for one room: what else its person was in is not for it to read.
  if (roomId) throw refusal('not_authorized')
  const cursor = url.searchParams.get('before')
  return historyOf(context.get(tuttiContext).db, person.id, { limit: ROOMS_A_PAGE, cursor })
}

export default function History({ loaderData: { rooms, nextCursor } }: Route.ComponentProps) {
  return (
    <PageFrame current="/history">
      <PageTitle lead="The rooms you hosted or joined.">History</PageTitle>
      {rooms.length === 0 ? (
        <Nothing />
      ) : (
        <ol className="card px-4 py-1">
          {rooms.map((room) => (
            <RoomRow key={room.id} room={room} />
          ))}
        </ol>
      )}
      {nextCursor && (
        <p>
          <a className="button" href={`/history?before=${nextCursor}`}>
            Older rooms
          </a>
        </p>
      )}
    </PageFrame>
  )
}

function RoomRow({ room }: { room: RememberedRoom }) {
  return (
    <li className="row relative">
      <div className="min-w-0 flex-1 py-1">
        <a
          href={`/history/${room.id}`}
          dir="auto"
          className="block truncate font-semibold no-underline after:absolute after:inset-0"
        >
          {room.name}
        </a>
        <p className="text-sm text-muted">
          <Moment atMs={room.openedAtMs} />
          {` · ${roleWord(room)} · ${songs(room.songCount)}`}
        </p>
      </div>
      {room.endedAtMs === null && room.isIn && <span className="pill text-good">Live</span>}
    </li>
  )
}

function Nothing() {
  return (
    <div className="card grid justify-items-start gap-4 p-5">
      <p className="text-muted">Nothing here yet. Rooms you come into will be remembered on this page.</p>
      <a className="button primary" href="/">
        Find a room
      </a>
    </div>
  )
}

function roleWord({ role }: RememberedRoom): string {
  return role === 'host' ? 'you hosted' : role === 'cohost' ? 'you were a co-host' : 'you joined'
}

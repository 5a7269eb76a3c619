import { redirect } from 'react-router'
import { askerContext } from '~/asker.server'
import { may } from '~/domain/membership/permissions'
import type { Room } from '~/domain/room/room'
import { tuttiContext } from '~/tutti.server'
import { Wordmark } from '~/ui/wordmark'
import type { Route } from './+types/which-room'

/** Nobody hosts more rooms at once; older ones have ended. */
const ROOMS_LOOKED_AT = 20

export function meta() {
  return [{ title: 'Connect a screen · Tutti' }]
}

/** Where a waiting screen sends its host: on to the room they host, with the screen's code when it was scanned. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const code = url.searchParams.get('code')
  const query = code ? `?code=${encodeURIComponent(code)}` : ''
  const rooms = await hostedRooms(context)
  const links = rooms.map((room) => ({ name: room.name, href: `/rooms/${room.code}/screens${query}` }))
  if (links.length === 1) throw redirect(links[0]!.href)
  return { links }
}

export default function WhichRoom({ loaderData: { links } }: Route.ComponentProps) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-start gap-6 p-6">
      <Wordmark />
      <h1 className="text-3xl font-bold tracking-tight">Connect a screen</h1>
      {links.length > 0 ? <RoomLinks links={links} /> : <NoRoom />}
    </main>
  )
}

function RoomLinks({ links }: { links: { name: string; href: string }[] }) {
  return (
    <>
      <p className="text-muted">Which of your rooms should it show?</p>
      <ul className="grid gap-3">
        {links.map(({ name, href }) => (
          <li key={href}>
            <a className="button w-full" href={href}>
              <span className="truncate" dir="auto">
                {name}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function NoRoom() {
  return (
    <>
      <p className="text-muted">
        Only a room’s host can connect a screen, and this browser hosts none. Open one, then come back with
        the screen’s code.
      </p>
      <p>
        <a className="button primary" href="/new/jam">
          Start a jam
        </a>
      </p>
    </>
  )
}

async function hostedRooms(context: Route.LoaderArgs['context']): Promise<Room[]> {
  const { rooms } = context.get(tuttiContext).engine
  const { person } = context.get(askerContext)
  const roomIds = (await rooms.roomsOf(person.id)).slice(0, ROOMS_LOOKED_AT)
  const hosted = roomIds.map(async (roomId) => {
    const room = await rooms.read(roomId)
    const memberId = await rooms.memberIdOf(roomId, person.id)
    const member = memberId && room?.members[memberId]
    return member && !room.ended && may(room.policy, member, 'room.pairStage') ? [room] : []
  })
  return (await Promise.all(hosted)).flat()
}

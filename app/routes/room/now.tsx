import { audienceOf, viewFor } from '~/domain/room/view'
import { askerContext } from '~/asker.server'
import { withheldFrom } from '~/room-media.server'
import { publicOrigin } from '../public-origin.server'
import { membershipIn, requireRoom } from './membership.server'
import { ChatLog } from './screen/chat/chat-log'
import type { RoomInitial } from './screen/initial'
import { Banners } from './screen/notices/banners'
import { NowPlaying } from './screen/now/now-playing'
import * as everything from './screen/opened/parts'
import { People } from './screen/people/people'
import { Requests } from './screen/people/requests'
import { NextUp } from './screen/queue/next-up'
import roomCss from './screen/room.css?url'
import { RoomPageContext, roomPage } from './screen/room-page'
import { tuttiContext } from '~/tutti.server'
import { ArtworkRoom } from '~/ui/artwork'
import type { Route } from './+types/now'

/** Often enough to follow a room, seldom enough to be read in peace. */
const REFRESH_EVERY_S = 5

export const meta: Route.MetaFunction = () => [
  { title: 'Now · Tutti' },
  { name: 'robots', content: 'noindex' },
]

/** What changes in a room: the frame in its page for browsers without JavaScript. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const room = await requireRoom(context, params.code)
  const member = await membershipIn(context, room)
  if (member?.state !== 'in' || room.ended) return { code: room.code, initial: null, devices: null }
  const tutti = context.get(tuttiContext)
  const { engine } = tutti
  engine.presence.touch(room.id, member.id)
  const initial: RoomInitial = {
    room: viewFor(room, audienceOf(member)),
    memberId: member.id,
    presence: engine.presence.of(room.id),
    waiting: engine.waiting(room),
    withheld: await withheldFrom(tutti, context.get(askerContext).person.id, room),
    nowMs: engine.clock.nowMs(),
    // The page around it asks who takes over.
    ownerSeenAtMs: engine.clock.nowMs(),
    origin: publicOrigin(context),
    query: '',
    found: null,
    refused: null,
    filmStyles: [],
    workerUrl: '',
  }
  const devices = audienceOf(member) === 'hosts' ? engine.devices.told(room.id) : null
  return { code: room.code, initial, devices }
}

export default function Now({ loaderData: { code, initial, devices } }: Route.ComponentProps) {
  if (!initial) {
    return (
      <p className="p-4">
        <a className="button" href={`/rooms/${code}`} target="_top">
          See what has become of this room
        </a>
      </p>
    )
  }
  const { room, memberId, presence, waiting, withheld } = initial
  const moment = { presence, waiting, withheld, devices }
  const state = { room, memberId, ...moment, connection: 'live', gone: null } as const
  return (
    <ArtworkRoom value={code}>
      <RoomPageContext value={roomPage(state, initial, null, everything, '_top')}>
        <link rel="stylesheet" href={roomCss} precedence="default" />
        <meta httpEquiv="refresh" content={String(REFRESH_EVERY_S)} />
        <main className="now-page">
          <h1 className="sr-only">{room.name}</h1>
          <Banners />
          <Requests />
          <NowPlaying />
          <NextUp />
          <section aria-label="Chat">
            <h2>Chat</h2>
            <ChatLog />
          </section>
          <section aria-label="People">
            <h2 className="mb-2">People</h2>
            <People />
          </section>
        </main>
      </RoomPageContext>
    </ArtworkRoom>
  )
}

import { data } from 'react-router'
import type { PageHandle } from '~/root'
import { audienceOf, viewFor } from '~/domain/room/view'
import { publicOrigin } from '../public-origin.server'
import type { RefusedForm } from './command.server'
import { requireMembership } from './membership.server'
import islandUrl from './screen/island.tsx?worker&url'
import { RoomScreen } from './screen/room-screen'
import type { Route } from './+types/page'

export const handle: PageHandle = { island: islandUrl }

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `${loaderData.room.name} · Tutti` : 'Tutti' }]
}

/** The room as this member may see it, with what they searched for where JavaScript does not. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { tutti, room, member } = await requireMembership(context, params.code)
  const query = url.searchParams.get('q') ?? ''
  const found = query === '' ? null : await tutti.library.search(query, { limit: 30 })
  const answer = {
    room: viewFor(room, audienceOf(member)),
    memberId: member.id,
    presence: tutti.engine.presence.of(room.id),
    nowMs: tutti.engine.clock.nowMs(),
    origin: publicOrigin(context),
    query,
    tracks: found?.tracks ?? null,
  }
  return room.ended ? data(answer, { status: 410 }) : answer
}

export default function RoomPage({ loaderData, actionData }: Route.ComponentProps) {
  const refused = (actionData as { refused?: RefusedForm } | undefined)?.refused ?? null
  const initial = { ...loaderData, refused }
  return (
    <>
      <div id="room">
        <RoomScreen {...initial} />
      </div>
      <script
        type="application/json"
        id="room-initial"
        // The only character that could end the element early is escaped.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(initial).replaceAll('<', '\\u003c') }}
      />
    </>
  )
}

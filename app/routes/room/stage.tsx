import { data, redirect, useRouteLoaderData } from 'react-router'
import { audienceOf, viewFor } from '~/domain/room/view'
import type { loader as rootLoader, PageHandle } from '~/root'
import { RefreshUnlessLive } from '~/ui/refresh-unless-live'
import { publicOrigin } from '../public-origin.server'
import { membershipIn, requireMembership, requireRoom } from './membership.server'
import flyingCss from './flying/flying.css?url'
import islandUrl from './stage/island.tsx?worker&url'
import stageCss from './stage/stage.css?url'
import { StageScreen, type StageInitial } from './stage/stage-screen'
import type { Route } from './+types/stage'

export const handle: PageHandle = { island: islandUrl, isDark: true }

export const links: Route.LinksFunction = () => [
  { rel: 'stylesheet', href: stageCss },
  { rel: 'stylesheet', href: flyingCss },
]

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData ? `${loaderData.room.name} · Stage · Tutti` : 'Tutti' }]
}

/** Where scripts do not run, the picture on the wall is this old at most. */
const REFRESHED_EVERY_S = 10

/** The big screen, for any member. One that a host has disconnected waits to be connected again. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const known = await membershipIn(context, await requireRoom(context, params.code))
  if (known?.role === 'stage' && known.state !== 'in') throw redirect('/pair')
  const { tutti, room, member } = await requireMembership(context, params.code)
  const answer: StageInitial = {
    room: viewFor(room, audienceOf(member)),
    memberId: member.id,
    presence: tutti.engine.presence.of(room.id),
    nowMs: tutti.engine.clock.nowMs(),
    address: new URL(publicOrigin(context)).host,
  }
  return room.ended ? data(answer, { status: 410 }) : answer
}

export default function StagePage({ loaderData }: Route.ComponentProps) {
  const nonce = useRouteLoaderData<typeof rootLoader>('root')?.nonce
  return (
    <>
      <div id="stage">
        <StageScreen {...loaderData} />
      </div>
      <script
        type="application/json"
        id="stage-initial"
        // The only character that could end the element early is escaped.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(loaderData).replaceAll('<', '\\u003c') }}
      />
      {!loaderData.room.ended && <RefreshUnlessLive everyS={REFRESHED_EVERY_S} nonce={nonce} />}
    </>
  )
}

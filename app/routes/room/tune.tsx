import type { PageHandle } from '~/root'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { refusal, requireMembership } from './membership.server'
import islandUrl from './tune/island.tsx?worker&url'
import tuneCss from './tune/tune.css?url'
import { TuneScreen } from './tune/tune-screen'
import type { Route } from './+types/tune'

export const handle: PageHandle = { island: islandUrl }

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: tuneCss }]

export const meta: Route.MetaFunction = () => [{ title: 'Tune this device · Tutti' }]

/** For any member, on each of their devices. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { room } = await requireMembership(context, params.code)
  if (room.ended) throw refusal('session_ended')
  return { code: room.code }
}

export default function Tune({ loaderData: { code } }: Route.ComponentProps) {
  return (
    <PageFrame>
      <PageTitle lead="Loudspeakers are late by different amounts. Put two devices side by side and make their clicks one.">
        Tune this device
      </PageTitle>
      <div id="tune" data-code={code}>
        <TuneScreen code={code} />
      </div>
    </PageFrame>
  )
}

import { redirect, useRouteLoaderData } from 'react-router'
import { askerContext } from '~/asker.server'
import type { PageHandle } from '~/root'
import type { loader as rootLoader } from '~/root'
import { RefreshUnlessLive } from '~/ui/refresh-unless-live'
import { publicOrigin } from '../public-origin.server'
import islandUrl from './island.tsx?worker&url'
import pairCss from './pair.css?url'
import { PairScreen } from './pair-screen'
import { screenState } from './screen.server'
import type { Route } from './+types/tv'

export const handle: PageHandle = { island: islandUrl, isDark: true }

export const links: Route.LinksFunction = () => [{ rel: 'stylesheet', href: pairCss }]

export function meta() {
  return [{ title: 'Show a room here · Tutti' }]
}

/** Without scripts the page asks by loading itself again. */
const ASKED_EVERY_S = 3

/**
 * A television that waits to be told which room to show. It is known by its cookie alone, so one that keeps none is told
 * so, and costs no code.
 */
export async function loader({ context, url }: Route.LoaderArgs) {
  if (context.get(askerContext).isNew) {
    if (!url.searchParams.has('cookie')) throw redirect('/pair?cookie=asked')
    return { pairing: null, address: new URL(publicOrigin(context)).host }
  }
  const state = await screenState(context)
  if (state.stage !== null) throw redirect(state.stage)
  return { pairing: state, address: new URL(publicOrigin(context)).host }
}

export default function PairTv({ loaderData: { pairing, address } }: Route.ComponentProps) {
  const nonce = useRouteLoaderData<typeof rootLoader>('root')?.nonce
  if (!pairing) return <NoCookies />
  const initial = { code: pairing.code, address }
  return (
    <>
      <div id="pair">
        <PairScreen {...initial} />
      </div>
      <script
        type="application/json"
        id="pair-initial"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(initial).replaceAll('<', '\\u003c') }}
      />
      <RefreshUnlessLive everyS={ASKED_EVERY_S} nonce={nonce} />
    </>
  )
}

function NoCookies() {
  return (
    <main className="pair">
      <div className="pair-words">
        <h1>This screen cannot be paired</h1>
        <p>
          Its browser keeps no cookies, so we would not know it again. Allow them, and open this page once
          more.
        </p>
        <p>
          <a href="/pair">Try again</a>
        </p>
      </div>
    </main>
  )
}

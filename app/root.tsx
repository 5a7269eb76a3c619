import type { ReactNode } from 'react'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  useMatches,
  useRouteLoaderData,
  type RouterContextProvider,
} from 'react-router'
import { arrivalContext, askerContext, identify, type Asker } from '~/asker.server'
import { hasSessionCookie, renewedCookie, sessionCookie } from '~/auth/sessions.server'
import { REFUSALS } from '~/domain/room/refusal'
import { countInvites } from '~/sync/store/invites.server'
import { tuttiContext } from '~/tutti.server'
import look from '~/ui/look.css?url'
import type { Visitor } from '~/ui/page-frame'
import { Problem } from '~/ui/problem'
import type { Route } from './+types/root'

/** What a route says of its page: which script makes it live, and whether it stays dark (the stage). */
export type PageHandle = { island?: string; isDark?: boolean }

/** Every request is somebody's. A browser that is new here is given its identity with the answer. */
export const middleware: Route.MiddlewareFunction[] = [
  async ({ request, context, url }, next) => {
    const tutti = context.get(tuttiContext)
    const asker = await identify(tutti, request.headers.get('Authorization'), request.headers.get('Cookie'))
    if (asker === 'bad_token') {
      const { status, message } = REFUSALS.unauthenticated
      return Response.json({ ok: false, error: { code: 'unauthenticated', message } }, { status })
    }
    context.set(askerContext, asker)
    const response = await next()
    if (url.pathname.startsWith('/api/') || response.headers.has('Set-Cookie')) return response
    for (const cookie of await cookiesFor(asker, request, context))
      response.headers.append('Set-Cookie', cookie)
    return response
  },
]

/** Who is new is known from now on; who is logged in stays so; who no longer is stops saying so. */
async function cookiesFor(
  { browser, isNew, session, via }: Asker,
  request: Request,
  context: Readonly<RouterContextProvider>,
): Promise<string[]> {
  if (via === 'token') return []
  const { personCookie, sessions } = context.get(tuttiContext)
  const { isSecure } = context.get(arrivalContext)
  const shown = request.headers.get('Cookie')
  const cookies: string[] = []
  if (isNew) cookies.push(await personCookie.write(browser, isSecure))
  if (session && (await sessions.renew(session))) cookies.push(renewedCookie(shown, isSecure))
  if (!session && hasSessionCookie(shown)) cookies.push(sessionCookie(null, isSecure))
  return cookies
}

export const links: Route.LinksFunction = () => [
  { rel: 'stylesheet', href: look },
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/icon-180.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export async function loader({ context }: Route.LoaderArgs) {
  const { account } = context.get(askerContext)
  const visitor: Visitor = account && {
    username: account.username,
    isAdmin: account.role === 'admin',
    invitesWaiting: await countInvites(context.get(tuttiContext).db, account.id),
  }
  return { nonce: context.get(arrivalContext).nonce, visitor }
}

/** In development, components are exchanged in place, which has to be prepared before the first one loads. */
const REFRESH_RUNTIME = '/@id/__x00__virtual:react-router/inject-hmr-runtime'

/** The router never hydrates (docs/decisions/0001): a page is HTML and forms, plus the island its route names. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useRouteLoaderData<typeof loader>('root')?.nonce
  const handles = useMatches().map((match) => match.handle as PageHandle | undefined)
  const island = handles.findLast((handle) => handle?.island)?.island
  const isDark = handles.some((handle) => handle?.isDark)
  return (
    <html lang="en" data-kind="jam" data-dark={isDark || undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#15110e" />
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body>
        {children}
        {island && import.meta.env.DEV && <script type="module" src={REFRESH_RUNTIME} nonce={nonce} />}
        {island && <script type="module" src={island} nonce={nonce} />}
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  if (!isRouteErrorResponse(error))
    return <Problem title="Something broke on our side" text="Please try again." />
  const text =
    typeof error.data === 'string' && error.data !== '' ? error.data : 'There is nothing at this address.'
  return <Problem title={error.status === 404 ? 'Not found' : 'That did not work'} text={text} />
}

import { data, redirect } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import { ProviderFailure } from '~/auth/oidc/provider.server'
import { REFUSALS } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { authenticateByProvider, writeErrand } from './oidc.server'
import { ownPath } from '../own-path'
import type { Route } from './+types/start'

export { default, meta } from './callback'

/** Sends a browser to the provider. A link and no form: a form may not lead away from here (CSP, `form-action`). */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const { session } = context.get(askerContext)
  const connect = url.searchParams.get('connect')
  const errand = {
    next: ownPath(url.searchParams.get('next')),
    invite: url.searchParams.get('invite'),
    // Another site must not be able to connect an account of its own with whoever is logged in here.
    connect: session && connect === session.id ? connect : null,
  }
  // Whatever else the address says, this is the beginning.
  const start = new Request(new URL(url.pathname, url), { headers: request.headers })
  try {
    await authenticateByProvider(context, start)
  } catch (thrown) {
    if (thrown instanceof Response) {
      const { isSecure } = context.get(arrivalContext)
      thrown.headers.append('Set-Cookie', await writeErrand(errand, isSecure))
      throw thrown
    }
    if (!(thrown instanceof ProviderFailure)) throw thrown
    context.get(tuttiContext).log.warn({ err: thrown }, 'The login provider failed')
    const { status, message } = REFUSALS.provider_failed
    return data({ problem: message }, { status })
  }
  throw redirect('/login')
}

import { createCookie, type RouterContextProvider } from 'react-router'
import { Authenticator } from 'remix-auth'
import { z } from 'zod'
import { arrivalContext } from '~/asker.server'
import type { Identity } from '~/auth/oidc/claims.server'
import { oidcStrategy } from '~/auth/oidc/oidc-strategy.server'
import { tuttiContext } from '~/tutti.server'
import { refusal } from '~/routes/room/membership.server'

/** What somebody was about when they went to the provider, for when they come back. */
const Errand = z.object({
  next: z.string(),
  invite: z.string().nullable(),
  /** The session whose account the provider's is to be connected with; nobody but its browser knows the id. */
  connect: z.string().nullable(),
})

export type Errand = z.output<typeof Errand>

const ERRAND_LASTS_S = 15 * 60

const errandCookie = createCookie('tutti_errand', {
  httpOnly: true,
  sameSite: 'lax',
  path: '/login/oidc',
  maxAge: ERRAND_LASTS_S,
})

export async function readErrand(request: Request): Promise<Errand> {
  const parsed = Errand.safeParse(await errandCookie.parse(request.headers.get('Cookie')))
  return parsed.data ?? { next: '/', invite: null, connect: null }
}

export function writeErrand(errand: Errand, isSecure: boolean): Promise<string> {
  return errandCookie.serialize(errand, { secure: isSecure })
}

/** Throws the redirect to the provider, or says who came back from there. */
export async function authenticateByProvider(
  context: Readonly<RouterContextProvider>,
  request: Request,
): Promise<Identity> {
  const { provider, publicUrl } = context.get(tuttiContext)
  const { origin, isSecure } = context.get(arrivalContext)
  if (!provider) throw refusal('not_found')
  const redirectUri = `${publicUrl ?? origin}/login/oidc/callback`
  const strategy = await oidcStrategy(provider, { redirectUri, isSecure })
  return new Authenticator<Identity>().use(strategy, 'oidc').authenticate('oidc', request)
}

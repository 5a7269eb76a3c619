import { data, redirect, type RouterContextProvider } from 'react-router'
import { OAuth2RequestError } from 'remix-auth-oauth2'
import { arrivalContext, askerContext } from '~/asker.server'
import type { Identity } from '~/auth/oidc/claims.server'
import { accountFor, connectIdentity } from '~/auth/oidc/identities.server'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { enter } from '../entry.server'
import { authenticateByProvider, readErrand } from './oidc.server'
import { ownPath } from '../own-path'
import type { Route } from './+types/callback'

export const meta = () => [{ title: 'Log in · Tutti' }]

/** Somebody comes back from the provider: into their account, into a new one, or to be connected with theirs. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  // Without a state, the strategy would begin anew.
  if (!url.searchParams.has('state')) return refused('bad_request')
  const limited = await context.get(tuttiContext).limits.signUp(context.get(arrivalContext).address)
  if (limited) return refused('rate_limited')
  const identity = await whoCameBack(context, request)
  if (!identity) return refused('provider_failed')

  const { db } = context.get(tuttiContext)
  const { session } = context.get(askerContext)
  const { next, invite, connect } = await readErrand(request)
  if (session && connect === session.id) {
    if (!(await connectIdentity(db, session.account.id, identity))) return refused('identity_taken')
    throw redirect('/settings', 303)
  }
  const account = await accountFor(db, identity, invite)
  if (typeof account === 'string') return refused(account)
  const headers = new Headers()
  for (const cookie of await enter(context, request, account)) headers.append('Set-Cookie', cookie)
  throw redirect(ownPath(next), { status: 303, headers })
}

function refused(code: RefusalCode) {
  const { status, message } = REFUSALS[code]
  return data({ problem: message }, { status })
}

/** Null when the provider, or somebody in between, did not play by the rules. Who thought better of it logs in here. */
async function whoCameBack(
  context: Readonly<RouterContextProvider>,
  request: Request,
): Promise<Identity | null> {
  try {
    return await authenticateByProvider(context, request)
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    if (thrown instanceof OAuth2RequestError && thrown.code === 'access_denied') throw redirect('/login', 303)
    context.get(tuttiContext).log.warn({ err: thrown }, 'A login by the provider failed')
    return null
  }
}

export default function NotLoggedIn({ loaderData }: { loaderData: { problem: string } }) {
  return (
    <PageFrame>
      <PageTitle lead={loaderData.problem}>That did not work</PageTitle>
      <p>
        <a className="button" href="/login">
          Back to the login
        </a>
      </p>
    </PageFrame>
  )
}

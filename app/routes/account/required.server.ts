import { redirect, type RouterContextProvider } from 'react-router'
import { askerContext } from '~/asker.server'
import type { Account } from '~/auth/accounts/account'
import type { Session } from '~/auth/sessions.server'
import { wantsJson } from '../request.server'
import { refusal } from '../room/membership.server'

type Args = { request: Request; context: Readonly<RouterContextProvider>; url: URL }

/** The account that asks, by its session or its token. Guests are sent to log in and come back. */
export function requireAccount(args: Args): Account {
  const { account, via } = args.context.get(askerContext)
  if (account) return account
  if (via === 'token' || wantsJson(args.request)) throw refusal('unauthenticated')
  throw redirect(logInFirst(args), 303)
}

/** For what a token must not do, such as making more ways to log in. */
export function requireSession(args: Args): Session {
  const { session, via } = args.context.get(askerContext)
  if (via === 'token') throw refusal('not_authorized')
  if (session) return session
  if (wantsJson(args.request)) throw refusal('unauthenticated')
  throw redirect(logInFirst(args), 303)
}

export function requireAdminSession(args: Args): Session {
  const session = requireSession(args)
  if (session.account.role !== 'admin') throw refusal('not_authorized')
  return session
}

/** Back to the page that was asked for; a form that was sent is not sent again. */
function logInFirst({ request, url }: Args): string {
  const next = request.method === 'GET' ? url.pathname + url.search : '/'
  return `/login?next=${encodeURIComponent(next)}`
}

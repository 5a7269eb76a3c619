import type { RouterContextProvider } from 'react-router'
import { Authenticator } from 'remix-auth'
import { FormStrategy } from 'remix-auth-form'
import { arrivalContext, askerContext } from '~/asker.server'
import { foldKey, type Account } from '~/auth/accounts/account'
import { findForLogin } from '~/auth/accounts/accounts.server'
import { accountByPasskey } from '~/auth/passkeys/login.server'
import { PasskeyStrategy } from '~/auth/passkeys/passkey-strategy.server'
import { BUSY_FOR_S } from '~/auth/passwords.server'
import type { RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import type { FormState } from '~/ui/form'
import { parseForm, refusedForm, type Body } from '../form'
import { LoginFields } from './fields'

type Context = Readonly<RouterContextProvider>

/** Why somebody was not recognised, and the form to show again. */
export type NotKnown = { refusal: RefusalCode; form: FormState; retryAfterS?: number }

/** Who somebody is by what they sent. The body was read once, and the strategy gets what was in it. */
export async function authenticate(
  strategy: 'password' | 'passkey',
  context: Context,
  body: Body,
): Promise<Account | NotKnown> {
  if (!body) return notKnown('bad_request', body)
  if (context.get(askerContext).via === 'token') return notKnown('not_authorized', body)
  const request = strategy === 'password' ? formRequest(context, body) : jsonRequest(context, body)
  return authenticatorFor(context).authenticate(strategy, request)
}

function authenticatorFor(context: Context): Authenticator<Account | NotKnown> {
  const byForm = new FormStrategy(({ form }) => byPassword(context, Object.fromEntries(form)))
  const byKey = new PasskeyStrategy(({ answer }) => byPasskey(context, answer))
  return new Authenticator<Account | NotKnown>().use(byForm, 'password').use(byKey, 'passkey')
}

async function byPassword(context: Context, body: NonNullable<Body>): Promise<Account | NotKnown> {
  const { db, limits, passwords } = context.get(tuttiContext)
  const { address } = context.get(arrivalContext)
  const parsed = parseForm(LoginFields, body)
  if (!parsed.ok) return { refusal: 'bad_request', form: parsed.form }
  const { login, password } = parsed.input
  const nameKey = foldKey(login)
  const limited = await limits.login(address, nameKey)
  if (limited) return notKnown('rate_limited', body, limited.retryAfterS)
  if (passwords.isBusy) return notKnown('rate_limited', body, BUSY_FOR_S)

  const found = await findForLogin(db, login)
  // A name that nobody has takes as long: the time must not tell who has an account.
  if (!(await passwords.matches(found?.passwordHash ?? null, password)) || !found)
    return notKnown('wrong_login', body)
  await limits.loginWasRight(address, nameKey)
  const { passwordHash: _, ...account } = found
  return account
}

async function byPasskey(context: Context, answer: unknown): Promise<Account | NotKnown> {
  const { db, limits } = context.get(tuttiContext)
  const { address, origin } = context.get(arrivalContext)
  const limited = await limits.change(address)
  if (limited) return notKnown('rate_limited', {}, limited.retryAfterS)
  return (await accountByPasskey(db, answer, { origin })) ?? notKnown('wrong_passkey', {})
}

function notKnown(refusal: RefusalCode, body: Body, retryAfterS?: number): NotKnown {
  return { refusal, form: refusedForm(refusal, body), retryAfterS }
}

/** Strategies read a request of their own. */
function formRequest(context: Context, body: NonNullable<Body>): Request {
  const typed = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return requestWith(context, { body: new URLSearchParams(typed) })
}

function jsonRequest(context: Context, body: NonNullable<Body>): Request {
  return requestWith(context, { body: JSON.stringify(body) })
}

function requestWith(context: Context, init: RequestInit): Request {
  return new Request(new URL('/login', context.get(arrivalContext).origin), { method: 'POST', ...init })
}

import type { RouterContextProvider } from 'react-router'
import { Authenticator } from 'remix-auth'
import { FormStrategy } from 'remix-auth-form'
import { arrivalContext, askerContext } from '~/asker.server'
import { foldKey, type Account } from '~/auth/accounts/account'
import { findForLogin } from '~/auth/accounts/accounts.server'
import { BUSY_FOR_S } from '~/auth/passwords.server'
import type { RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import type { FormState } from '~/ui/form'
import { parseForm, refusedForm, type Body } from '../form'
import { LoginFields } from './fields'

/** Why somebody was not recognised, and the form to show again. */
type NotKnown = { refusal: RefusalCode; form: FormState; retryAfterS?: number }

/** Who somebody is by what they sent. The body was read once, and each strategy gets what was in it. */
export async function authenticate(
  strategy: 'password',
  context: Readonly<RouterContextProvider>,
  body: Body,
): Promise<Account | NotKnown> {
  if (!body || context.get(askerContext).via === 'token') {
    const refusal = body ? 'not_authorized' : 'bad_request'
    return { refusal, form: refusedForm(refusal, body) }
  }
  const authenticator = new Authenticator<Account | NotKnown>()
  authenticator.use(new FormStrategy(({ form }) => byPassword(context, Object.fromEntries(form))), 'password')
  return authenticator.authenticate(strategy, formRequest(context, body))
}

async function byPassword(
  context: Readonly<RouterContextProvider>,
  body: NonNullable<Body>,
): Promise<Account | NotKnown> {
  const { db, limits, passwords } = context.get(tuttiContext)
  const { address } = context.get(arrivalContext)
  const no = (refusal: RefusalCode, retryAfterS?: number): NotKnown => {
    return { refusal, form: refusedForm(refusal, body), retryAfterS }
  }
  const parsed = parseForm(LoginFields, body)
  if (!parsed.ok) return { refusal: 'bad_request', form: parsed.form }
  const { login, password } = parsed.input
  const nameKey = foldKey(login)
  const limited = await limits.login(address, nameKey)
  if (limited) return no('rate_limited', limited.retryAfterS)
  if (passwords.isBusy) return no('rate_limited', BUSY_FOR_S)

  const found = await findForLogin(db, login)
  // A name that nobody has takes as long: the time must not tell who has an account.
  if (!(await passwords.matches(found?.passwordHash ?? null, password)) || !found) return no('wrong_login')
  await limits.loginWasRight(address, nameKey)
  const { passwordHash: _, ...account } = found
  return account
}

/** Strategies read a request of their own. */
function formRequest(context: Readonly<RouterContextProvider>, body: NonNullable<Body>): Request {
  const typed = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const { origin } = context.get(arrivalContext)
  return new Request(new URL('/login', origin), { method: 'POST', body: new URLSearchParams(typed) })
}

import { arrivalContext } from '~/asker.server'
import { foldKey } from '~/auth/accounts/account'
import { credentialsOf, setPassword } from '~/auth/accounts/credentials.server'
import { BUSY_FOR_S } from '~/auth/passwords.server'
import type { RefusalCode } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { PasswordFields } from '../account/fields'
import { formRoute } from '../account/form-route.server'
import { logOutEverywhere } from '../account/log-out.server'
import { requireSession } from '../account/required.server'
import { parseForm, refusedForm } from '../form'

export { default, handle, headers, loader, meta } from './page'

/** The other browsers are logged out: whoever changes a password may have a reason to. */
const route = formRoute('password', async (args, body) => {
  const { account, id: sessionId } = requireSession(args)
  const tutti = args.context.get(tuttiContext)
  const { db, limits, passwords } = tutti
  const no = (refusal: RefusalCode, field = '', retryAfterS?: number) =>
    ({ ok: false, refusal, form: refusedForm(refusal, body, field), retryAfterS }) as const
  const parsed = parseForm(PasswordFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }

  const { address } = args.context.get(arrivalContext)
  const nameKey = foldKey(account.username)
  const limited = await limits.login(address, nameKey)
  if (limited) return no('rate_limited', '', limited.retryAfterS)
  if (passwords.isBusy) return no('rate_limited', '', BUSY_FOR_S)
  const { passwordHash } = await credentialsOf(db, account.id)
  const { currentPassword, newPassword } = parsed.input
  // Who came by another door only has none to show.
  const isTheirs = passwordHash === null || (await passwords.matches(passwordHash, currentPassword))
  if (!isTheirs) return no('wrong_password', 'currentPassword')
  await limits.loginWasRight(address, nameKey)
  await setPassword(db, account.id, await passwords.hash(newPassword))
  await logOutEverywhere(tutti, account.id, sessionId)
  return { ok: true, next: '/settings#password' }
})

export const middleware = route.middleware
export const action = route.action

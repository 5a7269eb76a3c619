import type { RouterContextProvider } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import type { Account } from '~/auth/accounts/account'
import { newPerson } from '~/auth/person.server'
import { sessionCookie } from '~/auth/sessions.server'
import { tuttiContext } from '~/tutti.server'
import { identifyMemberships, mergeMemberships } from './left-behind.server'

/**
 * Logs this browser in, and returns the cookies that make it so. What it hosted or joined before becomes the account's;
 * the browser itself becomes somebody new, so that logging out leaves nothing behind.
 */
export async function enter(
  context: Readonly<RouterContextProvider>,
  request: Request,
  account: Account,
): Promise<string[]> {
  const tutti = context.get(tuttiContext)
  const { sessions, personCookie, engine } = tutti
  const { browser, session } = context.get(askerContext)
  const { isSecure } = context.get(arrivalContext)
  const renewed = { ...newPerson(), name: browser.name }
  const { token, leftBehind } = await sessions.start({
    accountId: account.id,
    personId: browser.id,
    newPersonId: renewed.id,
    userAgent: request.headers.get('User-Agent') ?? '',
  })
  if (session) await sessions.end(session.account.id, session.id)
  for (const personId of [browser.id, account.id]) await engine.personMoved(personId)
  await mergeMemberships(tutti, leftBehind)
  await identifyMemberships(tutti, account.id)
  return [sessionCookie(token, isSecure), await personCookie.write(renewed, isSecure)]
}

import type { RouterContextProvider } from 'react-router'
import { arrivalContext } from '~/asker.server'
import { newPerson } from '~/auth/person.server'
import { sessionCookie } from '~/auth/sessions.server'
import { tuttiContext, type Tutti } from '~/tutti.server'

/** Ends the sessions of an account, or all but one, and the streams that were opened by them. */
export async function logOutEverywhere(
  { sessions, engine }: Tutti,
  accountId: string,
  butSessionId?: string,
): Promise<void> {
  await sessions.endAll(accountId, butSessionId)
  // The browser that stays comes back by itself and is let in again.
  await engine.personLoggedOut(accountId)
}

/** Nothing stays behind in this browser, not even a name. */
export async function cookiesOfNobody(context: Readonly<RouterContextProvider>): Promise<string[]> {
  const { personCookie } = context.get(tuttiContext)
  const { isSecure } = context.get(arrivalContext)
  return [sessionCookie(null, isSecure), await personCookie.write(newPerson(), isSecure)]
}

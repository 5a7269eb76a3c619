import { redirect } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import { newPerson } from '~/auth/person.server'
import { sessionCookie } from '~/auth/sessions.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from './form-route.server'

/** Nothing stays behind in this browser, not even a name. */
const route = formRoute('logout', async ({ context }) => {
  const { sessions, personCookie } = context.get(tuttiContext)
  const { isSecure } = context.get(arrivalContext)
  const { session } = context.get(askerContext)
  if (!session) return { ok: true, next: '/' }
  await sessions.end(session.account.id, session.id)
  return {
    ok: true,
    next: '/',
    cookies: [sessionCookie(null, isSecure), await personCookie.write(newPerson(), isSecure)],
  }
})

export const middleware = route.middleware
export const action = route.action

export const loader = () => redirect('/')

import { redirect } from 'react-router'
import { askerContext } from '~/asker.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from './form-route.server'
import { cookiesOfNobody } from './log-out.server'

const route = formRoute('logout', async ({ context }) => {
  const { sessions, engine } = context.get(tuttiContext)
  const { session } = context.get(askerContext)
  if (!session) return { ok: true, next: '/' }
  await sessions.end(session.account.id, session.id)
  await engine.personLoggedOut(session.account.id)
  return { ok: true, next: '/', cookies: await cookiesOfNobody(context) }
})

export const middleware = route.middleware
export const action = route.action

export const loader = () => redirect('/')

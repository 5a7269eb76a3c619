import { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '~/routes/account/form-route.server'
import { cookiesOfNobody } from '~/routes/account/log-out.server'
import { requireSession } from '~/routes/account/required.server'
import { refusal } from '~/routes/room/membership.server'

export { default, handle, headers, loader, meta } from '../page'

const SessionId = z.uuid()

const route = formRoute('session', async (args) => {
  const own = requireSession(args)
  const { sessions, engine } = args.context.get(tuttiContext)
  const { data: sessionId } = SessionId.safeParse(args.params.sessionId)
  if (!sessionId || !(await sessions.end(own.account.id, sessionId))) throw refusal('not_found')
  await engine.personLoggedOut(own.account.id)
  if (sessionId !== own.id) return { ok: true, next: '/settings#sessions' }
  return { ok: true, next: '/', cookies: await cookiesOfNobody(args.context) }
})

export const middleware = route.middleware
export const action = route.action

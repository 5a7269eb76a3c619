import { unsubscribe } from '~/push/subscriptions.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../account/form-route.server'
import { requireSession } from '../account/required.server'

export { default, handle, headers, loader, meta } from './page'

const route = formRoute('notifications', async (args) => {
  const { id: sessionId } = requireSession(args)
  await unsubscribe(args.context.get(tuttiContext).db, sessionId)
  return { ok: true, next: '/settings#notifications' }
})

export const middleware = route.middleware
export const action = route.action

import { arrivalContext } from '~/asker.server'
import { readEndpoint } from '~/push/endpoint.server'
import { subscribe, SubscriptionFields } from '~/push/subscriptions.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../account/form-route.server'
import { requireSession } from '../account/required.server'
import { parseForm, refusedForm } from '../form'
import { refusal } from '../room/membership.server'

export { default, handle, headers, loader, meta } from './page'

/** For the script of the page: where the push service of this browser takes messages, and what they are encrypted with. */
const route = formRoute('notifications', async (args, body) => {
  const { id: sessionId } = requireSession(args)
  const { db, limits, push } = args.context.get(tuttiContext)
  const limited = await limits.change(args.context.get(arrivalContext).address)
  if (limited) throw refusal('rate_limited', { 'Retry-After': String(limited.retryAfterS) })
  const parsed = parseForm(SubscriptionFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const endpoint = readEndpoint(parsed.input.endpoint, push.ownOrigins)
  if (!endpoint)
    return { ok: false, refusal: 'unprocessable', form: refusedForm('unprocessable', body, 'endpoint') }
  await subscribe(db, { sessionId, endpoint, ...parsed.input.keys })
  return { ok: true, next: '/settings#notifications', status: 201 }
})

export const middleware = route.middleware
export const action = route.action

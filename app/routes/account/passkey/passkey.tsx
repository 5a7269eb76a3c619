import { authenticate } from '../authenticator.server'
import { enter } from '../entry.server'
import { formRoute } from '../form-route.server'
import { ownPath } from '../own-path'

export { default, handle, headers, loader, meta } from '../login'

/** For the script beside the login form: `{ answer, next }`, where the answer is what the passkey signed. */
const route = formRoute('passkey', async ({ request, context }, body) => {
  const known = await authenticate('passkey', context, body)
  if ('refusal' in known) return { ok: false, ...known }
  const next = ownPath(body?.next)
  const cookies = await enter(context, request, known)
  return { ok: true, next, cookies, answer: { account: known, next } }
})

export const middleware = route.middleware
export const action = route.action

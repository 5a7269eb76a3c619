import { tuttiContext } from '~/tutti.server'
import { formRoute } from '~/routes/account/form-route.server'
import { cookiesOfNobody, logOutEverywhere } from '~/routes/account/log-out.server'
import { requireSession } from '~/routes/account/required.server'

export { default, handle, headers, loader, meta } from '../page'

/** Logs out everywhere, here too. */
const route = formRoute('sessions', async (args) => {
  const { account } = requireSession(args)
  await logOutEverywhere(args.context.get(tuttiContext), account.id)
  return { ok: true, next: '/login', cookies: await cookiesOfNobody(args.context) }
})

export const middleware = route.middleware
export const action = route.action

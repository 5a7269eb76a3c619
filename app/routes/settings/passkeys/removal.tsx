import { removePasskey } from '~/auth/passkeys/passkeys.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '~/routes/account/form-route.server'
import { requireSession } from '~/routes/account/required.server'
import { refusal } from '~/routes/room/membership.server'

export { default, handle, headers, loader, meta } from '../page'

const route = formRoute('passkeys', async (args) => {
  const { account } = requireSession(args)
  const { db } = args.context.get(tuttiContext)
  if (!(await removePasskey(db, account.id, args.params.passkeyId!))) throw refusal('not_found')
  return { ok: true, next: '/settings#passkeys' }
})

export const middleware = route.middleware
export const action = route.action

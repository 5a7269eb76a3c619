import { findAccount } from '~/auth/accounts/accounts.server'
import { allowReset } from '~/auth/accounts/password-resets.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { publicOrigin } from '../../public-origin.server'
import { refusal } from '../../room/membership.server'
import { accountIdIn } from './person.server'

export { default, handle, headers, loader, meta } from './page'

const route = formRoute('reset', async (args) => {
  requireAdminSession(args)
  const { db } = args.context.get(tuttiContext)
  const account = await findAccount(db, accountIdIn(args.params))
  if (!account) throw refusal('not_found')
  const link = `${publicOrigin(args.context)}/reset/${await allowReset(db, account.id)}`
  const { username } = account
  return { ok: true, next: { shows: { link, username } }, answer: { link }, status: 201 }
})

export const middleware = route.middleware
export const action = route.action

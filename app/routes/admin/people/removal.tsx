import { deleteAccount } from '~/auth/accounts/people.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../../account/form-route.server'
import { leaveRooms } from '../../account/left-behind.server'
import { requireAdminSession } from '../../account/required.server'
import { accountIdIn, verdictOn } from './person.server'

export { default, handle, headers, loader, meta } from './page'

/** First nobody can act for the account any more, then it leaves its rooms. */
const route = formRoute('person', async (args) => {
  requireAdminSession(args)
  const accountId = accountIdIn(args.params)
  const tutti = args.context.get(tuttiContext)
  const outcome = await deleteAccount(tutti.db, accountId)
  if (outcome === 'done') {
    tutti.sessions.forget(accountId)
    await leaveRooms(tutti, accountId)
    tutti.watching.accessChanged()
  }
  return verdictOn(outcome)
})

export const middleware = route.middleware
export const action = route.action

import { changeRole } from '~/auth/accounts/people.server'
import { tuttiContext } from '~/tutti.server'
import { RoleFields } from '../../account/fields'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { parseForm } from '../../form'
import { accountIdIn, verdictOn } from './person.server'

export { default, handle, headers, loader, meta } from './page'

const route = formRoute('person', async (args, body) => {
  requireAdminSession(args)
  const accountId = accountIdIn(args.params)
  const parsed = parseForm(RoleFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const { db, sessions, watching } = args.context.get(tuttiContext)
  const outcome = await changeRole(db, accountId, parsed.input.role)
  sessions.forget(accountId)
  watching.accessChanged()
  return verdictOn(outcome)
})

export const middleware = route.middleware
export const action = route.action

import { z } from 'zod'
import { restrict } from '~/media/libraries/administer.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { parseForm } from '../../form'
import { refusal } from '../../room/membership.server'
import { RestrictionFields } from './fields'

export { default, headers, loader, meta } from './page'

const AccountId = z.uuid()

const route = formRoute('restriction', async (args, body) => {
  requireAdminSession(args)
  const id = AccountId.safeParse(args.params.accountId)
  const parsed = parseForm(RestrictionFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const { db, watching } = args.context.get(tuttiContext)
  if (!id.success || !(await restrict(db, id.data, parsed.input.restricted))) throw refusal('not_found')
  watching.accessChanged()
  return { ok: true, next: '/admin/libraries#people' }
})

export const middleware = route.middleware
export const action = route.action

import { z } from 'zod'
import { revokeInvite } from '~/auth/accounts/sign-up-invites.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { refusal } from '../../room/membership.server'

export { default, handle, headers, loader, meta } from './page'

const InviteId = z.uuid()

const route = formRoute('invite', async (args) => {
  requireAdminSession(args)
  const { data: inviteId } = InviteId.safeParse(args.params.inviteId)
  if (!inviteId || !(await revokeInvite(args.context.get(tuttiContext).db, inviteId)))
    throw refusal('not_found')
  return { ok: true, next: '/admin/people#invites' }
})

export const middleware = route.middleware
export const action = route.action

import { inviteToSignUp } from '~/auth/accounts/sign-up-invites.server'
import { tuttiContext } from '~/tutti.server'
import { InviteFields } from '../../account/fields'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { parseForm } from '../../form'
import { publicOrigin } from '../../public-origin.server'

export { default, handle, headers, loader, meta } from './page'

/** Somebody may take a while to get round to it; a link that many have is best gone soon. */
const LASTS_MS = { one: 30 * 24 * 3_600_000, many: 7 * 24 * 3_600_000 }

const route = formRoute('invite', async (args, body) => {
  requireAdminSession(args)
  const parsed = parseForm(InviteFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const { for: whom } = parsed.input
  const { db } = args.context.get(tuttiContext)
  const secret = await inviteToSignUp(db, { forOne: whom === 'one', lastsMs: LASTS_MS[whom] })
  const link = `${publicOrigin(args.context)}/signup?invite=${secret}`
  return { ok: true, next: { shows: { link } }, answer: { link }, status: 201 }
})

export const middleware = route.middleware
export const action = route.action

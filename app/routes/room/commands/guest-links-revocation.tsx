import { z } from 'zod'
import { revokeGuestLink } from '~/sync/store/guest-links.server'
import { formRoute } from '../../account/form-route.server'
import { refusedForm } from '../../form'
import { asInviter } from '../invites/inviter.server'

export { default, handle, headers, loader, meta } from './invites'

const LinkId = z.uuid()

/** Takes a link for guests back; who came in by it stays. */
const route = formRoute('guestLink', async (args, body) => {
  const inviter = await asInviter(args)
  if ('refusal' in inviter) return { ok: false, form: refusedForm(inviter.refusal, body), ...inviter }
  const { tutti, room } = inviter
  const linkId = LinkId.safeParse(args.params.linkId)
  const isGone = linkId.success && (await revokeGuestLink(tutti.db, room.id, linkId.data))
  if (!isGone) return { ok: false, refusal: 'not_found', form: refusedForm('not_found', body) }
  return { ok: true, next: `/rooms/${room.code}/invites` }
})

export const middleware = route.middleware
export const action = route.action

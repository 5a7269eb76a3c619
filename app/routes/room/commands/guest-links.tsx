import { hashSecret, newSecret } from '~/auth/secret.server'
import { keepGuestLink } from '~/sync/store/guest-links.server'
import { formRoute } from '../../account/form-route.server'
import { parseForm, refusedForm } from '../../form'
import { GUEST_LINK_PARAMETER } from '../../join/guest-link.server'
import { publicOrigin } from '../../public-origin.server'
import { GuestLinkFields } from '../invites/guest-link-fields'
import { asInviter } from '../invites/inviter.server'

export { default, handle, headers, loader, meta } from './invites'

const HOUR_MS = 3_600_000

/** Makes a link by which guests come in, without the password too. It is shown once. */
const route = formRoute('guestLink', async (args, body) => {
  const inviter = await asInviter(args)
  if ('refusal' in inviter) return { ok: false, form: refusedForm(inviter.refusal, body), ...inviter }
  const parsed = parseForm(GuestLinkFields, body)
  if (!parsed.ok) return { ok: false, refusal: 'bad_request', form: parsed.form }
  const { tutti, room } = inviter
  const secret = newSecret()
  const nowMs = tutti.engine.clock.nowMs()
  const forOne = parsed.input.for === 'one'
  const expiresAtMs = forOne ? room.endsAtMs : nowMs + HOUR_MS
  const kept = await keepGuestLink(tutti.db, room.id, {
    tokenHash: hashSecret(secret),
    forOne,
    expiresAtMs,
    nowMs,
  })
  if (!kept) {
    const problems = { '': 'There are too many links already: take some back first' }
    return { ok: false, refusal: 'unprocessable', form: { typed: {}, problems } }
  }
  const link = `${publicOrigin(args.context)}/join/${room.code}?${GUEST_LINK_PARAMETER}=${secret}`
  return { ok: true, next: { shows: { link } }, answer: { link }, status: 201 }
})

export const middleware = route.middleware
export const action = route.action

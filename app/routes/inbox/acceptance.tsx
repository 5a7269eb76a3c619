import { formRoute } from '../account/form-route.server'
import { requireAccount } from '../account/required.server'
import { admit } from '../join/admission.server'
import { requireInvited } from './invited.server'
import type { Route } from './+types/acceptance'

export { default, handle, headers, loader, meta } from './page'

/** Says yes: comes in at once, with the password where there is one. */
const route = formRoute('inbox', async (args, body) => {
  requireAccount(args as Route.ActionArgs)
  const { room, member } = await requireInvited(args.context, args.params.roomId)
  const next = `/rooms/${room.code}`
  const answer = { code: room.code, role: member.role }
  if (member.state === 'in' && !room.ended) return { ok: true, next, answer }
  const admitted = await admit(args.context, room, body ?? {})
  if (!admitted.ok) {
    const retryAfterS = Number(admitted.headers?.['Retry-After']) || undefined
    return { ok: false, refusal: admitted.refusal, form: admitted.form, retryAfterS }
  }
  // Who is invited need not ask; who was in and left may have to.
  const isIn = admitted.member.state === 'in'
  return { ok: true, next: isIn ? next : `/join/${room.code}`, answer }
})

export const middleware = route.middleware
export const action = route.action

import { randomUUID } from 'node:crypto'
import { isRefusal } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../account/form-route.server'
import { requireAccount } from '../account/required.server'
import { refusedForm } from '../form'
import { requireInvited } from './invited.server'
import type { Route } from './+types/refusal'

export { default, handle, headers, loader, meta } from './page'

/** Says no, which may become a yes for as long as the room lives. */
const route = formRoute('inbox', async (args, body) => {
  requireAccount(args as Route.ActionArgs)
  const { room, member } = await requireInvited(args.context, args.params.roomId)
  const { engine } = args.context.get(tuttiContext)
  const outcome = await engine.rooms.execute(
    room.id,
    { memberId: member.id },
    { id: randomUUID(), type: 'declineInvite' },
  )
  if (!isRefusal(outcome)) return { ok: true, next: '/inbox' }
  return { ok: false, refusal: outcome.refusal, form: refusedForm(outcome.refusal, body) }
})

export const middleware = route.middleware
export const action = route.action

import { randomUUID } from 'node:crypto'
import { redirect } from 'react-router'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, refuseJson, wantsJson } from '../request.server'
import { membershipIn, requireRoom } from '../room/membership.server'
import { isRefusal } from '~/domain/room/refusal'
import type { Route } from './+types/withdrawal'

/** Stops waiting at a door. */
export function action({ request, context, params }: Route.ActionArgs) {
  return answerProgram(async () => {
    const room = await requireRoom(context, params.code)
    const member = await membershipIn(context, room)
    const isWaiting = member?.state === 'waiting' && !room.ended
    const outcome = isWaiting
      ? await context
          .get(tuttiContext)
          .engine.rooms.execute(room.id, { memberId: member.id }, { id: randomUUID(), type: 'leave' })
      : null
    if (!wantsJson(request)) return redirect(isWaiting ? '/' : `/join/${room.code}`, 303)
    if (!outcome) return refuseJson('not_authorized')
    return isRefusal(outcome) ? refuseJson(outcome.refusal) : Response.json({ ok: true, seq: outcome.seq })
  })
}

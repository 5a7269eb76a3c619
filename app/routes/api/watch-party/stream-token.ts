import type { z } from 'zod'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, refuseJson, wrongMethod } from '../../request.server'
import { requirePartyMember } from './party.server'
import type { StreamToken } from './schemas'
import type { Route } from './+types/stream-token'

export const loader = () => wrongMethod('POST')

/** A short-lived key to the room's events, for programs that cannot send headers with a stream. */
export function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(async () => {
    const { account, room, member } = await requirePartyMember(context, params.roomId)
    if (room.ended) return refuseJson('session_ended')
    if (member.state !== 'in') return refuseJson('not_authorized')
    const { streamTokens } = context.get(tuttiContext)
    const token = streamTokens.issue({ personId: account.id, roomId: room.id })
    return Response.json({ token } satisfies z.infer<typeof StreamToken>)
  })
}

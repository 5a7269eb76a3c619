import type { z } from 'zod'
import { answerProgram, readBody, refuseJson, wrongMethod } from '../../request.server'
import { admit } from '../../join/admission.server'
import { requireParty } from './party.server'
import { JoinParty, type JoinedParty } from './schemas'
import type { Route } from './+types/join'

export const loader = () => wrongMethod('POST')

/** Comes in, by invitation or as the room lets people in; who is in already is told so once more. */
export function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(async () => {
    const { room, member } = await requireParty(context, params.roomId)
    const parsed = JoinParty.safeParse((await readBody(request)) ?? {})
    if (!parsed.success) return refuseJson('bad_request', undefined, parsed.error)
    if (member?.state === 'in' && !room.ended) return joined(member.role)
    const admitted = await admit(context, room, parsed.data)
    return admitted.ok ? joined(admitted.member.role) : refuseJson(admitted.refusal, admitted.headers)
  })
}

function joined(role: string): Response {
  return Response.json({ ok: true, role } satisfies z.infer<typeof JoinedParty>)
}

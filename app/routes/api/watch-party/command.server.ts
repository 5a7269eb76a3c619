import { randomUUID } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import type { z } from 'zod'
import { isRefusal } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { refuseJson } from '../../request.server'
import { requirePartyMember } from './party.server'
import type { PartyDone } from './schemas'

type Simple = { type: 'leave' | 'end' | 'declineInvite' }

/** One command that needs no more than its name, and its answer. */
export async function doInParty(
  context: Readonly<RouterContextProvider>,
  roomId: string,
  command: Simple,
): Promise<Response> {
  const { room, member } = await requirePartyMember(context, roomId)
  const { engine, limits } = context.get(tuttiContext)
  const limited = await limits.command(member.id)
  if (limited) return refuseJson('rate_limited', { 'Retry-After': String(limited.retryAfterS) })
  const outcome = await engine.rooms.execute(
    room.id,
    { memberId: member.id },
    { id: randomUUID(), ...command },
  )
  if (isRefusal(outcome)) return refuseJson(outcome.refusal)
  return Response.json({ ok: true } satisfies z.infer<typeof PartyDone>)
}

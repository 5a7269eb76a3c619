import type { ActionFunctionArgs } from 'react-router'
import { may } from '~/domain/membership/permissions'
import type { Refusal } from '~/domain/room/refusal'
import { tuttiContext } from '~/tutti.server'
import { reachRoom, type Membership } from '../membership.server'

/** The room and the asker in it, for those who may ask others to come; for all others, why not. */
export async function asInviter({
  context,
  params,
}: ActionFunctionArgs): Promise<Membership | (Refusal & { retryAfterS?: number })> {
  const tutti = context.get(tuttiContext)
  const { room, member } = await reachRoom(context, params.code!)
  if (room.ended) return { refusal: 'session_ended' }
  if (!member || !may(room.policy, member, 'member.invite')) return { refusal: 'not_authorized' }
  const limited = await tutti.limits.command(member.id)
  return limited ? { refusal: 'rate_limited', ...limited } : { tutti, room, member }
}

import type { z } from 'zod'
import type { Member, MemberState } from '~/domain/membership/member'
import { hostOf } from '~/domain/room/room'
import { audienceOf, viewFor } from '~/domain/room/view'
import { answerProgram, refuseJson, wrongMethod } from '../../request.server'
import { requirePartyMember } from './party.server'
import type { Party } from './schemas'
import type { Route } from './+types/room'

type Told = z.infer<typeof Party>

export const action = () => wrongMethod('GET')

/** The party as one of its people may see it: only hosts learn who was asked and has not come. */
export function loader({ context, params }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const { room, member } = await requirePartyMember(context, params.roomId)
    // Whoever asks at the door learns who is inside once they are let in.
    if (member.state === 'waiting' || member.state === 'declined') return refuseJson('session_not_found')
    const { members, policy, current, ended, isLocked } = viewFor(room, audienceOf(member))
    const party: Told = {
      room_id: room.id,
      item_id: current?.track.id ?? null,
      host_user_id: hostOf(room)?.accountId ?? null,
      status: ended ? 'ended' : 'lobby',
      password_required: isLocked,
      policy: {
        allow_non_host_play_pause: policy.othersMayPlayPause,
        allow_non_host_seek: policy.othersMaySeek,
        default_join_role: policy.joinRole,
      },
      members: Object.values({ ...members, [member.id]: member }).flatMap(tell),
    }
    return Response.json(party)
  })
}

const STATUS_OF: Record<MemberState, Told['members'][number]['status'] | null> = {
  in: 'joined',
  left: 'left',
  removed: 'removed',
  waiting: 'waiting',
  declined: 'declined',
  invited: 'invited',
  notComing: 'declined',
  uninvited: null,
}

/** Screens are nobody, and whose invitation was taken back is none of the party. */
function tell({ accountId, name, role, state }: Member): Told['members'] {
  const status = STATUS_OF[state]
  return role === 'stage' || status === null ? [] : [{ user_id: accountId, username: name, role, status }]
}

import type { z } from 'zod'
import { invitesOf } from '~/sync/store/invites.server'
import { tuttiContext } from '~/tutti.server'
import { answerProgram, wrongMethod } from '../../request.server'
import { requireAccount } from './party.server'
import type { PartyInvites } from './schemas'
import type { Route } from './+types/invites'

/** More than anybody answers. */
const MOST_INVITES = 1_000

export const action = () => wrongMethod('GET')

/** The invitations that wait for the asker's answer, the latest first. */
export function loader({ context }: Route.LoaderArgs) {
  return answerProgram(async () => {
    const account = requireAccount(context)
    const { db } = context.get(tuttiContext)
    const { invites } = await invitesOf(db, account.id, { limit: MOST_INVITES, states: ['invited'] })
    const told: z.infer<typeof PartyInvites> = invites.map((invite) => ({
      room_id: invite.roomId,
      item_id: invite.track?.id ?? null,
      item_title: invite.track?.title ?? null,
      host_username: invite.hostName,
      created_ts: invite.invitedAtMs,
      password_required: invite.passwordRequired,
      role: invite.role,
    }))
    return Response.json(told)
  })
}

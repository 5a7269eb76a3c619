import { z } from 'zod'
import { noticeOf } from '~/push/notice'
import { invitationTo } from '~/sync/store/invites.server'
import { tuttiContext } from '~/tutti.server'
import { requireAccount } from '../account/required.server'
import { answerProgram, refuseJson, wrongMethod } from '../request.server'
import type { Route } from './+types/notice'

export const action = () => wrongMethod('GET')

const RoomId = z.uuid()

/**
 * What an invitation says, as long as it waits for an answer of whoever is logged in. A notice may arrive late, in a
 * browser that is somebody else's by now: the worker asks here before it shows it.
 */
export function loader(args: Route.LoaderArgs) {
  return answerProgram(async () => {
    const account = requireAccount(args)
    const { data: roomId } = RoomId.safeParse(args.params.roomId)
    const { db } = args.context.get(tuttiContext)
    const invitation = roomId ? await invitationTo(db, account.id, roomId) : null
    if (!invitation) return refuseJson('not_found')
    return Response.json({ ok: true, notice: noticeOf(invitation) })
  })
}

import { answerProgram, wrongMethod } from '../../request.server'
import { doInParty } from './command.server'
import type { Route } from './+types/decline'

export const loader = () => wrongMethod('POST')

/** Declines an invitation, which still stands while the party lives. */
export function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(() => doInParty(context, params.roomId, { type: 'declineInvite' }))
}

import { answerProgram, wrongMethod } from '../../request.server'
import { doInParty } from './command.server'
import type { Route } from './+types/leave'

export const loader = () => wrongMethod('POST')

/** Leaves the party; who comes back keeps their role. */
export function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(() => doInParty(context, params.roomId, { type: 'leave' }))
}

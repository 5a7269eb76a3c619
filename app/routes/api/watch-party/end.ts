import { answerProgram, wrongMethod } from '../../request.server'
import { doInParty } from './command.server'
import type { Route } from './+types/end'

export const loader = () => wrongMethod('POST')

/** Ends the party for everybody, which is the host’s to do. */
export function action({ request, context, params }: Route.ActionArgs) {
  if (request.method !== 'POST') return wrongMethod('POST')
  return answerProgram(() => doInParty(context, params.roomId, { type: 'end' }))
}

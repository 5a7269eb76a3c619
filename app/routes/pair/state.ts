import { askerContext } from '~/asker.server'
import { answerProgram } from '../request.server'
import { refusal } from '../room/membership.server'
import { screenState } from './screen.server'
import type { Route } from './+types/state'

/** What the waiting screen asks every other second: `{ code, renewsInMs, stage: null }`, or `{ stage }` to go to. */
export function loader({ context }: Route.LoaderArgs) {
  return answerProgram(async () => {
    if (context.get(askerContext).isNew) throw refusal('unauthenticated')
    return Response.json(await screenState(context), { headers: { 'Cache-Control': 'no-store' } })
  })
}

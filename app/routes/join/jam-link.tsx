import { redirect } from 'react-router'
import { readRoomCode } from '~/domain/room/kinds'
import { refusal } from '../room/membership.server'
import type { Route } from './+types/jam-link'

/** `/jam/:code` is what older links and other programs say. */
export function loader({ params }: Route.LoaderArgs) {
  const code = readRoomCode(params.code)
  if (!code) throw refusal('session_not_found')
  return redirect(`/join/${code}`)
}

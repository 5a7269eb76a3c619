import { redirect } from 'react-router'
import { requireRoom } from '../room/membership.server'
import type { Route } from './+types/code'

/** What the field for a code on the first page leads to. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const room = await requireRoom(context, url.searchParams.get('code') ?? '')
  return redirect(`/join/${room.code}`)
}

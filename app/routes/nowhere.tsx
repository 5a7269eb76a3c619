import { refuseJson, wantsJson } from './request.server'
import { refusal } from './room/membership.server'
import type { Route } from './+types/nowhere'

/** Every address that is none. */
export function loader({ request }: Route.LoaderArgs): Response {
  if (wantsJson(request)) throw refuseJson('not_found')
  throw refusal('not_found')
}

export const action = loader

export default function Nowhere() {
  return null
}

import type { MiddlewareFunction } from 'react-router'
import { refuseJson, wantsJson } from './request.server'
import { refusal } from './room/membership.server'

/** Every address that is none. */
export const middleware: MiddlewareFunction<Response>[] = [
  ({ request }, next) => (wantsJson(request) ? refuseJson('not_found') : next()),
]

export function loader(): never {
  throw refusal('not_found')
}

export const action = loader

export default function Nowhere() {
  return null
}

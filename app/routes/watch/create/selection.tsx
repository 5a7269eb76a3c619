import { data } from 'react-router'
import { presetOf } from '~/domain/room/kinds'
import { requireAccount } from '../../account/required.server'
import { readBody } from '../../request.server'
import { keepSent } from './sent.server'
import { readWish } from './wish'
import type { Route } from './+types/selection'

export { default, handle, headers, loader, meta } from './page'

/** The same page with what was chosen, looked into or ticked: nothing is opened yet. */
export async function action(args: Route.ActionArgs) {
  requireAccount(args)
  const read = readWish(await readBody(args.request), presetOf('watch').policy)
  keepSent(args.context, { ...read, blamedIds: [] })
  return data(null)
}

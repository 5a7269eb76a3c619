import { redirect } from 'react-router'
import { countInvites } from '~/sync/store/invites.server'
import { tuttiContext } from '~/tutti.server'
import { requireAccount } from '../account/required.server'
import type { Route } from './+types/party-link'

/** `/watch-party` is what other programs say: to the invitations that wait, or to a party of one's own. */
export async function loader(args: Route.LoaderArgs) {
  const account = requireAccount(args)
  const waiting = await countInvites(args.context.get(tuttiContext).db, account.id)
  return redirect(waiting > 0 ? '/inbox' : '/new/watch')
}

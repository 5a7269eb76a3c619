import type { RouterContextProvider } from 'react-router'
import { hashSecret } from '~/auth/secret.server'
import type { Room } from '~/domain/room/room'
import { findGuestLink } from '~/sync/store/guest-links.server'
import { tuttiContext } from '~/tutti.server'
import { membershipIn, refusal } from '../room/membership.server'

/** In the address's query, which stands in no log of ours, and which a form without an action sends back. */
export const GUEST_LINK_PARAMETER = 'guest'

/** The id of the link for guests that the address holds, if any. Throws a 410 for one that is not good any more. */
export async function guestLinkIn(
  context: Readonly<RouterContextProvider>,
  room: Room,
  url: URL,
): Promise<string | undefined> {
  const secret = url.searchParams.get(GUEST_LINK_PARAMETER)
  if (secret === null || room.ended) return undefined
  const { db, engine } = context.get(tuttiContext)
  const id = await findGuestLink(db, room.id, hashSecret(secret), engine.clock.nowMs())
  if (id) return id
  // Who came in by it finds the room as they left it.
  if ((await membershipIn(context, room))?.state === 'in') return undefined
  throw refusal('link_spent')
}

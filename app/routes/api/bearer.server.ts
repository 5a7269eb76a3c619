import type { RouterContextProvider } from 'react-router'
import { askerContext, type Asker } from '~/asker.server'
import { refusal } from '../room/membership.server'

/** Who a program speaks for by its Bearer token. A cookie is not enough here: it is what browsers send unasked. */
export function requireBearer(context: Readonly<RouterContextProvider>): Asker {
  const asker = context.get(askerContext)
  if (asker.via !== 'token') throw refusal('unauthenticated')
  return asker
}

/** As above, and not a guest's token, which is for one room. */
export function requireUserBearer(context: Readonly<RouterContextProvider>): Asker {
  const asker = requireBearer(context)
  if (asker.roomId) throw refusal('not_authorized')
  return asker
}

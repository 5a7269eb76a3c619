import type { RouterContextProvider } from 'react-router'
import { askerContext } from '~/asker.server'
import type { BrowsePage } from '~/media/browse/browse.server'
import type { Shelves } from '~/media/shelves.server'
import { tuttiContext } from '~/tutti.server'
import { refusal } from '../room/membership.server'

/** What the asker may see; not for a token that is for one room. */
export function shelvesOf(context: Readonly<RouterContextProvider>): Promise<Shelves> {
  const { person, roomId } = context.get(askerContext)
  if (roomId !== null) throw refusal('not_authorized')
  return context.get(tuttiContext).library.seenBy(person.id)
}

/** Covers go to accounts and to members of rooms: a guest who looks around is shown none that would not load. */
export function withCovers(page: BrowsePage, account: object | null): BrowsePage {
  if (account) return page
  return { ...page, items: page.items.map((item) => ({ ...item, artworkId: null })) }
}

import { createContext, type RouterContextProvider } from 'react-router'
import { presetOf } from '~/domain/room/kinds'
import { readWish, type Wish, type WishProblems } from './wish'

/** The form as it was just sent: the page is drawn from it, as it otherwise is from its own address. */
export type Sent = { wish: Wish; problems: WishProblems; blamedIds: string[] }

const sentContext = createContext<Sent | null>(null)

export function keepSent(context: Readonly<RouterContextProvider>, sent: Sent): void {
  context.set(sentContext, sent)
}

/** The form that was sent, or a new one with what the address asks for: `?item=` is chosen, `?place=` looked into. */
export function sentTo(context: Readonly<RouterContextProvider>, url: URL): Sent {
  const sent = context.get(sentContext)
  if (sent) return sent
  const asked = Object.fromEntries(
    ['item', 'place', 'q'].map((name) => [name, url.searchParams.get(name) ?? '']),
  )
  return { ...readWish(asked, presetOf('watch').policy), blamedIds: [] }
}

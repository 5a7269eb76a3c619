import type { PartyPage } from './party-page.server'
import type { Wish, WishProblems } from './wish'

/** What the form is drawn from. */
export type PartyFormProps = PartyPage & {
  wish: Wish
  problems: WishProblems
  /** The people whom the problem with the invitations is about. */
  blamedIds: string[]
}

/** Where all that only looks around is sent: what was chosen comes back with the page. */
export const SELECTION = '/new/watch/selection'

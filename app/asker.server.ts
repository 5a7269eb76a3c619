import { createContext } from 'react-router'
import type { Account } from '~/auth/accounts/account'
import { newPerson, type Person } from '~/auth/person.server'
import type { Session } from '~/auth/sessions.server'
import type { KnownBearer } from '~/auth/tokens.server'
import type { Tutti } from '~/tutti.server'

/** Who a request is from. */
export type Asker = {
  /** Who they are in rooms: their account, or else their browser. */
  person: Person
  /** Null for guests, and for a token that is good for one room alone. */
  account: Account | null
  /** By which this browser is logged in. */
  session: Session | null
  /** What the browser is by itself, whoever is logged in there: a screen is known by it. */
  browser: Person
  /** Nobody knew this browser before. */
  isNew: boolean
  via: 'cookie' | 'token'
  /** The one room that a guest's token is for. */
  roomId: string | null
}

export const askerContext = createContext<Asker>()

/** What a request brought besides itself. */
export type Arrival = {
  /** The client's address, as far as it can be trusted. */
  address: string
  isSecure: boolean
  /** The origin under which the browser reached us. */
  origin: string
  /** For the inline scripts of this answer. */
  nonce: string
}

export const arrivalContext = createContext<Arrival>()

/** A token that is presented but not ours is an error, not a stranger: the caller must know. */
export type BadToken = 'bad_token'

/** Identifies a request by its Bearer token or its cookies; someone unknown gets a new identity. */
export async function identify(
  tutti: Tutti,
  authorization: string | null | undefined,
  cookie: string | null | undefined,
): Promise<Asker | BadToken> {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (token) {
    const bearer = await tutti.tokens.bearerOf(token)
    return bearer ? speakFor(bearer) : 'bad_token'
  }
  const [known, session] = await Promise.all([tutti.personCookie.read(cookie), tutti.sessions.read(cookie)])
  const browser = known ?? newPerson()
  const account = session?.account ?? null
  const person = account ? { id: account.id, name: browser.name ?? account.username } : browser
  return { person, account, session, browser, isNew: known === null, via: 'cookie', roomId: null }
}

function speakFor({ personId, roomId, account }: KnownBearer): Asker {
  const person = { id: personId, name: null }
  const speaksFor = roomId === null ? account : null
  return { person, account: speaksFor, session: null, browser: person, isNew: false, via: 'token', roomId }
}

/** Which member of a room the asker is or was: as a person, or else as the screen that their browser is there. */
export async function memberIdIn(tutti: Tutti, asker: Asker, roomId: string): Promise<string | null> {
  if (asker.roomId && asker.roomId !== roomId) return null
  const { rooms } = tutti.engine
  const memberId = await rooms.memberIdOf(roomId, asker.person.id)
  return memberId ?? (asker.session && rooms.memberIdOf(roomId, asker.browser.id))
}

import { createContext } from 'react-router'
import { newPerson, type Person } from '~/auth/person.server'
import type { TokenBearer } from '~/auth/tokens.server'
import type { Tutti } from '~/tutti.server'

/** Who a request is from. `isNew` when nobody knew this browser before; `roomId` binds a guest's token to one room. */
export type Asker = { person: Person; isNew: boolean; via: 'cookie' | 'token'; roomId: string | null }

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

/** Identifies a request by its Bearer token or its cookie; someone unknown gets a new identity. */
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
  const person = await tutti.personCookie.read(cookie)
  return { person: person ?? newPerson(), isNew: person === null, via: 'cookie', roomId: null }
}

function speakFor({ personId, roomId }: TokenBearer): Asker {
  return { person: { id: personId, name: null }, isNew: false, via: 'token', roomId }
}

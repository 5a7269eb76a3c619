import { randomUUID } from 'node:crypto'
import { createCookie } from 'react-router'
import { z } from 'zod'

/** A browser or a program, as it is known from one visit to the next. Nobody else is ever told its id. */
export type Person = {
  id: string
  /** The name last given here, to offer it again. */
  name: string | null
}

const YEAR_S = 365 * 24 * 3_600

/** Knows browsers again by a signed cookie that holds nothing but an id and a name. */
export class PersonCookie {
  #cookie: ReturnType<typeof createCookie>

  constructor(secret: string) {
    this.#cookie = createCookie('tutti', {
      secrets: [secret],
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      maxAge: YEAR_S,
    })
  }

  /** Who the `Cookie` header says this is; null for a stranger, or when the signature is not ours. */
  async read(header: string | null | undefined): Promise<Person | null> {
    const value: unknown = await this.#cookie.parse(header ?? null)
    return Person.safeParse(value).data ?? null
  }

  /** The `Set-Cookie` header by which this browser will be known. */
  write(person: Person, isSecure: boolean): Promise<string> {
    return this.#cookie.serialize(person, { secure: isSecure })
  }
}

export function newPerson(): Person {
  return { id: randomUUID(), name: null }
}

const Person = z.object({ id: z.uuid(), name: z.string().nullable() })

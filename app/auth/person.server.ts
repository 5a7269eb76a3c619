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
/** Verified signatures that are remembered: a busy browser sends the same cookie many times a minute. */
const REMEMBERED = 10_000

/** Knows browsers again by a signed cookie that holds nothing but an id and a name. */
export class PersonCookie {
  #cookie: ReturnType<typeof createCookie>
  #verified = new Map<string, Person>()

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
    if (!header) return null
    const known = this.#verified.get(header)
    if (known) return known
    const value: unknown = await this.#cookie.parse(header)
    const person = Person.safeParse(value).data ?? null
    if (person) this.#remember(header, person)
    return person
  }

  /** The `Set-Cookie` header by which this browser will be known. */
  write(person: Person, isSecure: boolean): Promise<string> {
    return this.#cookie.serialize(person, { secure: isSecure })
  }

  /** The oldest goes when there are too many; whoever it was is verified again. */
  #remember(header: string, person: Person): void {
    this.#verified.set(header, person)
    if (this.#verified.size > REMEMBERED) this.#verified.delete(this.#verified.keys().next().value!)
  }
}

export function newPerson(): Person {
  return { id: randomUUID(), name: null }
}

const Person = z.object({ id: z.uuid(), name: z.string().nullable() })

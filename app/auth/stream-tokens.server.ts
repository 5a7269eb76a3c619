import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Long enough to open a stream, too short to be worth stealing from a log that somebody else keeps. */
export const STREAM_TOKEN_LASTS_MS = 60_000

type Bearer = { personId: string; roomId: string }

const Claim = z.object({ personId: z.uuid(), roomId: z.uuid(), expiresAtMs: z.number() })

/** Keys to the events of one room for one person, signed and kept nowhere. They open nothing else. */
export class StreamTokens {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  issue(bearer: Bearer, nowMs = Date.now()): string {
    const claim: z.infer<typeof Claim> = { ...bearer, expiresAtMs: nowMs + STREAM_TOKEN_LASTS_MS }
    const body = Buffer.from(JSON.stringify(claim)).toString('base64url')
    return `${body}.${this.#sign(body)}`
  }

  /** Whom a token speaks for; null when it is not ours, or too old. */
  read(token: string, nowMs = Date.now()): Bearer | null {
    const [body = '', signature = '', ...more] = token.split('.')
    if (more.length > 0 || !isSame(signature, this.#sign(body))) return null
    const claim = Claim.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())).data
    return claim && claim.expiresAtMs > nowMs ? { personId: claim.personId, roomId: claim.roomId } : null
  }

  /** The purpose is part of what is signed: no other use of the secret makes the same signature. */
  #sign(body: string): string {
    return createHmac('sha256', this.#secret).update(`stream ${body}`).digest('base64url')
  }
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

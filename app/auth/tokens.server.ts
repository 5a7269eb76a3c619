import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { apiTokens } from '~/db/schema/auth'

/** A Bearer token as its owner sees it in a list; the token itself is shown once, when it is made. */
export type TokenSummary = { id: string; name: string; createdAtMs: number; lastUsedAtMs: number | null }

/** What a token stands for: a person everywhere, or, with a room, a guest of that room alone. */
export type TokenBearer = { personId: string; roomId: string | null }

/** Writing down each use would cost a write a request. */
const NOTE_USE_EVERY_MS = 60_000
const TOKEN_BYTES = 32

export class Tokens {
  #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Makes a token and returns it, for the only time. */
  async issue(bearer: TokenBearer, name: string): Promise<string> {
    const token = `tutti_${randomBytes(TOKEN_BYTES).toString('base64url')}`
    await this.#db.insert(apiTokens).values({
      id: randomUUID(),
      tokenHash: hash(token),
      personId: bearer.personId,
      roomId: bearer.roomId,
      name,
      createdAtMs: Date.now(),
    })
    return token
  }

  /** Who a token speaks for; null when it is unknown or revoked. */
  async bearerOf(token: string): Promise<TokenBearer | null> {
    const [row] = await this.#db
      .select()
      .from(apiTokens)
      .where(and(eq(apiTokens.tokenHash, hash(token)), isNull(apiTokens.revokedAtMs)))
    if (!row) return null
    if (Date.now() - (row.lastUsedAtMs ?? 0) > NOTE_USE_EVERY_MS) {
      await this.#db.update(apiTokens).set({ lastUsedAtMs: Date.now() }).where(eq(apiTokens.id, row.id))
    }
    return { personId: row.personId, roomId: row.roomId }
  }

  /** The tokens a person made, the latest first; those of guests of a room are not among them. */
  listOf(personId: string): Promise<TokenSummary[]> {
    return this.#db
      .select({
        id: apiTokens.id,
        name: apiTokens.name,
        createdAtMs: apiTokens.createdAtMs,
        lastUsedAtMs: apiTokens.lastUsedAtMs,
      })
      .from(apiTokens)
      .where(and(eq(apiTokens.personId, personId), isNull(apiTokens.roomId), isNull(apiTokens.revokedAtMs)))
      .orderBy(desc(apiTokens.createdAtMs))
  }

  /** Whether there was such a token of this person to revoke. */
  async revoke(personId: string, tokenId: string): Promise<boolean> {
    const revoked = await this.#db
      .update(apiTokens)
      .set({ revokedAtMs: Date.now() })
      .where(and(eq(apiTokens.id, tokenId), eq(apiTokens.personId, personId), isNull(apiTokens.revokedAtMs)))
      .returning({ id: apiTokens.id })
    return revoked.length > 0
  }
}

/** Tokens are long and random: a plain hash is enough, and can be looked up by index. */
function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { apiTokens } from '~/db/schema/auth'
import type { Account } from './accounts/account'
import { ACCOUNT_COLUMNS } from './accounts/accounts.server'
import { hashSecret, newSecret } from './secret.server'

/** A Bearer token as its owner sees it in a list; the token itself is shown once, when it is made. */
export type TokenSummary = { id: string; name: string; createdAtMs: number; lastUsedAtMs: number | null }

/** What a token stands for: a person everywhere, or, with a room, a guest of that room alone. */
export type TokenBearer = { personId: string; roomId: string | null }

/** The same, with the account that made it, if it was one. */
export type KnownBearer = TokenBearer & { account: Account | null }

/** Writing down each use would cost a write a request. */
const NOTE_USE_EVERY_MS = 60_000

export class Tokens {
  #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Makes a token and returns it, for the only time. */
  async issue(bearer: TokenBearer, name: string): Promise<string> {
    const token = `tutti_${newSecret()}`
    await this.#db.insert(apiTokens).values({
      id: randomUUID(),
      tokenHash: hashSecret(token),
      personId: bearer.personId,
      roomId: bearer.roomId,
      name,
      createdAtMs: Date.now(),
    })
    return token
  }

  /** Who a token speaks for; null when it is unknown or revoked. */
  async bearerOf(token: string): Promise<KnownBearer | null> {
    const [row] = await this.#db
      .select({
        id: apiTokens.id,
        personId: apiTokens.personId,
        roomId: apiTokens.roomId,
        lastUsedAtMs: apiTokens.lastUsedAtMs,
        account: ACCOUNT_COLUMNS,
      })
      .from(apiTokens)
      .leftJoin(accounts, eq(accounts.id, apiTokens.personId))
      .where(and(eq(apiTokens.tokenHash, hashSecret(token)), isNull(apiTokens.revokedAtMs)))
    if (!row) return null
    if (Date.now() - (row.lastUsedAtMs ?? 0) > NOTE_USE_EVERY_MS) {
      await this.#db.update(apiTokens).set({ lastUsedAtMs: Date.now() }).where(eq(apiTokens.id, row.id))
    }
    return { personId: row.personId, roomId: row.roomId, account: row.account }
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

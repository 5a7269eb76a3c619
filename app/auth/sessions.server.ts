import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { accounts, accountSessions } from '~/db/schema/accounts'
import { pushSubscriptions } from '~/db/schema/push'
import type { Account } from './accounts/account'
import { ACCOUNT_COLUMNS } from './accounts/accounts.server'
import { adopt, type LeftBehind } from './accounts/adoption.server'
import { hashSecret, newSecret } from './secret.server'

/** One browser that is logged in. */
export type Session = { id: string; account: Account; lastSeenAtMs: number }

type NewSession = { accountId: string; personId: string; newPersonId: string; userAgent: string }

export type SessionSummary = {
  id: string
  userAgent: string
  createdAtMs: number
  lastSeenAtMs: number
  /** Whether invitations are told there. */
  isNotified: boolean
}

const DAY_MS = 24 * 3_600_000
/** Who comes by once in a season stays logged in. */
const LASTS_MS = 90 * DAY_MS
/** Writing down each request would cost a write a request. */
const NOTE_SEEN_EVERY_MS = 3_600_000
/** A page and its streams ask several times at once. Nodes that miss the hint learn of a revocation this much later. */
const REMEMBERED_MS = 5_000
const REMEMBERED = 10_000
const USER_AGENT_MAX_CHARACTERS = 300

const COOKIE = 'tutti_session'
const IN_HEADER = /(?:^|;\s*)tutti_session=([\w-]{43})(?:;|$)/

/** Which browsers are logged in, and as whom. */
export class Sessions {
  #db: Db
  #known = new Map<string, { session: Session; untilMs: number }>()
  /** Counted up by every revocation: what was read before it is not remembered after it. */
  #revocations = 0

  constructor(db: Db) {
    this.#db = db
  }

  /** The session that the `Cookie` header names; null when there is none, or no longer. */
  async read(header: string | null | undefined): Promise<Session | null> {
    const token = IN_HEADER.exec(header ?? '')?.[1]
    if (!token) return null
    const tokenHash = hashSecret(token)
    const known = this.#known.get(tokenHash)
    if (known && known.untilMs > Date.now()) return known.session
    const revocations = this.#revocations
    const [session] = await this.#db
      .select({
        id: accountSessions.id,
        lastSeenAtMs: accountSessions.lastSeenAtMs,
        account: ACCOUNT_COLUMNS,
      })
      .from(accountSessions)
      .innerJoin(accounts, eq(accounts.id, accountSessions.accountId))
      .where(and(eq(accountSessions.tokenHash, tokenHash), gt(accountSessions.expiresAtMs, Date.now())))
    if (session && revocations === this.#revocations) this.#remember(tokenHash, session)
    return session ?? null
  }

  /**
   * Logs a browser in, and makes the account's what it did here as `personId`. From now on it is `newPersonId`, so that
   * logging out leaves nothing behind.
   */
  async start({ userAgent, ...whose }: NewSession): Promise<{ token: string; leftBehind: LeftBehind[] }> {
    const token = newSecret()
    const nowMs = Date.now()
    const leftBehind = await this.#db.transaction(async (tx) => {
      await tx.delete(accountSessions).where(lte(accountSessions.expiresAtMs, nowMs))
      await tx.insert(accountSessions).values({
        id: randomUUID(),
        tokenHash: hashSecret(token),
        accountId: whose.accountId,
        userAgent: userAgent.slice(0, USER_AGENT_MAX_CHARACTERS),
        createdAtMs: nowMs,
        lastSeenAtMs: nowMs,
        expiresAtMs: nowMs + LASTS_MS,
      })
      return adopt(tx, whose)
    })
    return { token, leftBehind }
  }

  /** Notes now and then that a session is in use, so that it goes on; whether it was time for that. */
  async renew(session: Session): Promise<boolean> {
    const nowMs = Date.now()
    if (nowMs - session.lastSeenAtMs < NOTE_SEEN_EVERY_MS) return false
    session.lastSeenAtMs = nowMs
    await this.#db
      .update(accountSessions)
      .set({ lastSeenAtMs: nowMs, expiresAtMs: nowMs + LASTS_MS })
      .where(eq(accountSessions.id, session.id))
    return true
  }

  listOf(accountId: string): Promise<SessionSummary[]> {
    return this.#db
      .select({
        id: accountSessions.id,
        userAgent: accountSessions.userAgent,
        createdAtMs: accountSessions.createdAtMs,
        lastSeenAtMs: accountSessions.lastSeenAtMs,
        isNotified: sql<boolean>`${pushSubscriptions.sessionId} is not null`,
      })
      .from(accountSessions)
      .leftJoin(pushSubscriptions, eq(pushSubscriptions.sessionId, accountSessions.id))
      .where(and(eq(accountSessions.accountId, accountId), gt(accountSessions.expiresAtMs, Date.now())))
      .orderBy(desc(accountSessions.lastSeenAtMs), desc(accountSessions.id))
  }

  /** Whether there was such a session of this account to end. */
  async end(accountId: string, sessionId: string): Promise<boolean> {
    const ended = await this.#db
      .delete(accountSessions)
      .where(and(eq(accountSessions.id, sessionId), eq(accountSessions.accountId, accountId)))
      .returning({ id: accountSessions.id })
    this.forget(accountId)
    return ended.length > 0
  }

  /** Logs the account out everywhere, or everywhere but in one browser. */
  async endAll(accountId: string, butSessionId?: string): Promise<void> {
    await this.#db
      .delete(accountSessions)
      .where(
        and(
          eq(accountSessions.accountId, accountId),
          butSessionId ? ne(accountSessions.id, butSessionId) : undefined,
        ),
      )
    this.forget(accountId)
  }

  /** The account is not what it was: the next request reads it anew. */
  forget(accountId: string): void {
    this.#revocations++
    for (const [tokenHash, { session }] of this.#known) {
      if (session.account.id === accountId) this.#known.delete(tokenHash)
    }
  }

  /** The oldest goes when there are too many. */
  #remember(tokenHash: string, session: Session): void {
    this.#known.delete(tokenHash)
    this.#known.set(tokenHash, { session, untilMs: Date.now() + REMEMBERED_MS })
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!)
  }
}

/** The `Set-Cookie` header with which a browser stays logged in; without a token, the one that ends it. */
export function sessionCookie(token: string | null, isSecure: boolean): string {
  const maxAgeS = token ? LASTS_MS / 1000 : 0
  const cookie = `${COOKIE}=${token ?? ''}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax`
  return isSecure ? `${cookie}; Secure` : cookie
}

/** The same cookie once more, for as long again. */
export function renewedCookie(header: string | null, isSecure: boolean): string {
  return sessionCookie(IN_HEADER.exec(header ?? '')?.[1] ?? null, isSecure)
}

/** Whether a browser shows a session cookie at all, of whatever worth. */
export function hasSessionCookie(header: string | null): boolean {
  return header?.includes(`${COOKIE}=`) ?? false
}

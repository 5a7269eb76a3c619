import { and, eq, gt, lte } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { accounts, passwordResets } from '~/db/schema/accounts'
import { hashSecret, newSecret } from '../secret.server'
import type { Account } from './account'
import { ACCOUNT_COLUMNS } from './accounts.server'

/** Long enough to be carried to somebody who comes by tomorrow. */
export const RESET_LASTS_MS = 24 * 3_600_000

/** Makes a link that sets a new password, and returns what is in it, for the only time. */
export async function allowReset(db: Queries, accountId: string): Promise<string> {
  const secret = newSecret()
  const nowMs = Date.now()
  await db.delete(passwordResets).where(lte(passwordResets.expiresAtMs, nowMs))
  await db
    .insert(passwordResets)
    .values({ tokenHash: hashSecret(secret), accountId, expiresAtMs: nowMs + RESET_LASTS_MS })
  return secret
}

/** Whose password a link may set; null when it was used, is too old or was never made. Looking uses nothing up. */
export async function resettableBy(db: Queries, secret: string): Promise<Account | null> {
  const [account] = await db
    .select(ACCOUNT_COLUMNS)
    .from(passwordResets)
    .innerJoin(accounts, eq(accounts.id, passwordResets.accountId))
    .where(and(eq(passwordResets.tokenHash, hashSecret(secret)), gt(passwordResets.expiresAtMs, Date.now())))
  return account ?? null
}

/** Sets the password, once; null when the link is not good, or no longer. Every other link of the account ends too. */
export function resetPassword(db: Db, secret: string, passwordHash: string): Promise<Account | null> {
  return db.transaction(async (tx) => {
    const [used] = await tx
      .delete(passwordResets)
      .where(
        and(eq(passwordResets.tokenHash, hashSecret(secret)), gt(passwordResets.expiresAtMs, Date.now())),
      )
      .returning({ accountId: passwordResets.accountId })
    if (!used) return null
    await tx.delete(passwordResets).where(eq(passwordResets.accountId, used.accountId))
    const [account] = await tx
      .update(accounts)
      .set({ passwordHash })
      .where(eq(accounts.id, used.accountId))
      .returning(ACCOUNT_COLUMNS)
    return account ?? null
  })
}

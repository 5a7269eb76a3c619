import { eq } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { accounts, passwordResets } from '~/db/schema/accounts'

/** What an account has been given to log in with. */
export async function credentialsOf(
  db: Queries,
  accountId: string,
): Promise<{ passwordHash: string | null; email: string | null }> {
  const [row] = await db
    .select({ passwordHash: accounts.passwordHash, email: accounts.email })
    .from(accounts)
    .where(eq(accounts.id, accountId))
  return row ?? { passwordHash: null, email: null }
}

/** Links that would set another one end with it. */
export async function setPassword(db: Queries, accountId: string, passwordHash: string): Promise<void> {
  await db.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId))
  await db.delete(passwordResets).where(eq(passwordResets.accountId, accountId))
}

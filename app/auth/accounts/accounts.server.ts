import { eq, or } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { foldKey, type Account } from './account'

/** What the rest of the product is told of an account. */
export const ACCOUNT_COLUMNS = { id: accounts.id, username: accounts.username, role: accounts.role }

/** The account that somebody means by what they typed to log in, a username or an e-mail address. */
export async function findForLogin(
  db: Queries,
  typed: string,
): Promise<(Account & { passwordHash: string | null }) | null> {
  const key = foldKey(typed)
  const [row] = await db
    .select({ ...ACCOUNT_COLUMNS, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(or(eq(accounts.usernameKey, key), eq(accounts.emailKey, key)))
  return row ?? null
}

export async function findAccount(db: Queries, accountId: string): Promise<Account | null> {
  const [row] = await db.select(ACCOUNT_COLUMNS).from(accounts).where(eq(accounts.id, accountId))
  return row ?? null
}

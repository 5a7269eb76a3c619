import { asc, eq, max } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { accounts, accountSessions } from '~/db/schema/accounts'
import { apiTokens } from '~/db/schema/auth'
import type { Account } from './account'
import { ACCOUNT_COLUMNS } from './accounts.server'

/** An account as the admin sees it. */
export type PersonListed = Account & {
  email: string | null
  createdAtMs: number
  lastSeenAtMs: number | null
}

/** A household has some dozens; past this the page would not be one any more. */
const LISTED = 1_000

/** Everybody with an account, by name. */
export function listPeople(db: Queries): Promise<PersonListed[]> {
  return db
    .select({
      ...ACCOUNT_COLUMNS,
      email: accounts.email,
      createdAtMs: accounts.createdAtMs,
      lastSeenAtMs: max(accountSessions.lastSeenAtMs),
    })
    .from(accounts)
    .leftJoin(accountSessions, eq(accountSessions.accountId, accounts.id))
    .groupBy(accounts.id)
    .orderBy(asc(accounts.usernameKey))
    .limit(LISTED)
}

/** Whether it was done: a server without an admin could not be looked after any more. */
export type Administered = 'done' | 'no_such_account' | 'last_admin'

export function changeRole(db: Db, accountId: string, role: Account['role']): Promise<Administered> {
  return administer(db, accountId, role === 'admin', async (tx) => {
    await tx.update(accounts).set({ role }).where(eq(accounts.id, accountId))
  })
}

/** The account and all ways to log in to it. What it did in rooms stays there, under the name it had. */
export function deleteAccount(db: Db, accountId: string): Promise<Administered> {
  return administer(db, accountId, false, async (tx) => {
    await tx.delete(apiTokens).where(eq(apiTokens.personId, accountId))
    await tx.delete(accounts).where(eq(accounts.id, accountId))
  })
}

/** The rows of all admins are locked: of two who would make each other nobody, one is refused. */
function administer(
  db: Db,
  accountId: string,
  staysAdmin: boolean,
  work: (tx: Queries) => Promise<void>,
): Promise<Administered> {
  return db.transaction(async (tx) => {
    const admins = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.role, 'admin'))
      .orderBy(asc(accounts.id))
      .for('update')
    const [account] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId))
    if (!account) return 'no_such_account'
    if (!staysAdmin && admins.every(({ id }) => id === accountId) && admins.length > 0) return 'last_admin'
    await work(tx)
    return 'done'
  })
}

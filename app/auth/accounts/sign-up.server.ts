import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { serverSettings } from '../server-settings.server'
import { foldKey, type Account } from './account'
import { ACCOUNT_COLUMNS } from './accounts.server'

/** Any number will do, as long as every node of every version takes the same one. */
const SIGN_UP_LOCK = 7_883_215

export type NewAccount = { username: string; email: string | null; passwordHash: string | null }

export type SignUpRefusal = 'signup_closed' | 'username_taken' | 'email_taken'

/** Whether anybody has an account here. Without one, rooms are for everybody and the first to sign up is the admin. */
export async function hasAccounts(db: Queries): Promise<boolean> {
  const [row] = await db.select({ id: accounts.id }).from(accounts).limit(1)
  return row !== undefined
}

/**
 * Makes an account, as far as the admin lets people sign up. The first one becomes the admin: of two at once exactly
 * one, because they go in turn.
 */
export function signUp(db: Db, wanted: NewAccount): Promise<Account | SignUpRefusal> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SIGN_UP_LOCK})`)
    const isFirst = !(await hasAccounts(tx))
    if (!isFirst && (await serverSettings(tx)).signUp !== 'open') return 'signup_closed'
    return insertAccount(tx, wanted, isFirst ? 'admin' : 'member')
  })
}

async function insertAccount(
  tx: Queries,
  { username, email, passwordHash }: NewAccount,
  role: Account['role'],
): Promise<Account | SignUpRefusal> {
  const [made] = await tx
    .insert(accounts)
    .values({
      id: randomUUID(),
      username,
      usernameKey: foldKey(username),
      email,
      emailKey: email && foldKey(email),
      passwordHash,
      role,
      createdAtMs: Date.now(),
    })
    .onConflictDoNothing()
    .returning(ACCOUNT_COLUMNS)
  if (made) return made
  const [namesake] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(sql`${accounts.usernameKey} = ${foldKey(username)}`)
  return namesake ? 'username_taken' : 'email_taken'
}

import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { serverSettings } from '../server-settings.server'
import { foldKey, type Account } from './account'
import { ACCOUNT_COLUMNS } from './accounts.server'
import { isInvited, useInvite } from './sign-up-invites.server'

/** Any number will do, as long as every node of every version takes the same one. */
const SIGN_UP_LOCK = 7_883_215

export type NewAccount = { username: string; email: string | null; passwordHash: string | null }

export type NotWelcome = 'signup_closed' | 'signup_by_invite'
export type SignUpRefusal = NotWelcome | 'username_taken' | 'email_taken'

/** Whether anybody has an account here. Without one, rooms are for everybody and the first to sign up is the admin. */
export async function hasAccounts(db: Queries): Promise<boolean> {
  const [row] = await db.select({ id: accounts.id }).from(accounts).limit(1)
  return row !== undefined
}

/** Why somebody with this invite, or with none, cannot sign up now; null when they can. */
export async function whyNotWelcome(db: Queries, invite: string | null): Promise<NotWelcome | null> {
  if (!(await hasAccounts(db))) return null
  const { signUp } = await serverSettings(db)
  if (signUp === 'closed') return 'signup_closed'
  if (signUp === 'open' || (invite && (await isInvited(db, invite)))) return null
  return 'signup_by_invite'
}

/** Makes an account, as far as the admin lets people sign up. */
export function signUp(db: Db, wanted: NewAccount, invite: string | null): Promise<Account | SignUpRefusal> {
  return admitNewcomer(db, invite, (tx, role) => insertAccount(tx, wanted, role))
}

/**
 * Makes an account by `work`, which is told its role: the first one becomes the admin, of two at once exactly one,
 * because they go in turn. An invite counts as used when there is an account.
 */
export function admitNewcomer<Made extends Account | SignUpRefusal>(
  db: Db,
  invite: string | null,
  work: (tx: Queries, role: Account['role']) => Promise<Made>,
): Promise<Made | NotWelcome> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SIGN_UP_LOCK})`)
    const why = await whyNotWelcome(tx, invite)
    if (why) return why
    const isFirst = !(await hasAccounts(tx))
    const needsInvite = !isFirst && (await serverSettings(tx)).signUp === 'invited'
    const made = await work(tx, isFirst ? 'admin' : 'member')
    if (needsInvite && invite && typeof made !== 'string') await useInvite(tx, invite)
    return made
  })
}

export async function insertAccount(
  tx: Queries,
  { username, email, passwordHash }: NewAccount,
  role: Account['role'],
): Promise<Account | 'username_taken' | 'email_taken'> {
  const usernameKey = foldKey(username)
  const [made] = await tx
    .insert(accounts)
    .values({
      id: randomUUID(),
      username,
      usernameKey,
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
    .where(eq(accounts.usernameKey, usernameKey))
  return namesake ? 'username_taken' : 'email_taken'
}

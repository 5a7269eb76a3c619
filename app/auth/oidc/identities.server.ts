import { and, eq } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { accountIdentities, accounts } from '~/db/schema/accounts'
import { readUsername, USERNAME_CHARACTERS, type Account } from '../accounts/account'
import { ACCOUNT_COLUMNS } from '../accounts/accounts.server'
import { admitNewcomer, insertAccount, type NotWelcome } from '../accounts/sign-up.server'
import type { Identity } from './claims.server'

/** For those whose provider has no name for them that could be one here. */
const NAMELESS = 'friend'

/** The account that somebody from the provider has here; the first time, one is made, as far as people may sign up. */
export async function accountFor(
  db: Db,
  identity: Identity,
  invite: string | null,
): Promise<Account | NotWelcome> {
  const known = await accountOf(db, identity)
  if (known) return known
  return admitNewcomer(db, invite, async (tx, role) => {
    // Two tabs may come back at once: they go in turn, and the second one is known by now.
    const madeMeanwhile = await accountOf(tx, identity)
    if (madeMeanwhile) return madeMeanwhile
    const account = await insertUnderSomeName(tx, identity, role)
    await insertIdentity(tx, account.id, identity)
    return account
  })
}

/** Lets somebody log in to an account from the provider too; false when they do so to another account already. */
export async function connectIdentity(db: Db, accountId: string, identity: Identity): Promise<boolean> {
  await insertIdentity(db, accountId, identity)
  return (await accountOf(db, identity))?.id === accountId
}

export async function hasIdentity(db: Db, accountId: string): Promise<boolean> {
  return (await db.$count(accountIdentities, eq(accountIdentities.accountId, accountId))) > 0
}

async function accountOf(db: Queries, { issuer, subject }: Identity): Promise<Account | null> {
  const [account] = await db
    .select(ACCOUNT_COLUMNS)
    .from(accountIdentities)
    .innerJoin(accounts, eq(accounts.id, accountIdentities.accountId))
    .where(and(eq(accountIdentities.issuer, issuer), eq(accountIdentities.subject, subject)))
  return account ?? null
}

async function insertIdentity(db: Queries, accountId: string, identity: Identity): Promise<void> {
  const { issuer, subject } = identity
  await db
    .insert(accountIdentities)
    .values({ issuer, subject, accountId, createdAtMs: Date.now() })
    .onConflictDoNothing()
}

/** An address that has an account here stays that account's: whoever has its password decides. */
async function insertUnderSomeName(tx: Queries, identity: Identity, role: Account['role']): Promise<Account> {
  let { email } = identity
  const base = usernameFrom(identity.names)
  for (let number = 1; ;) {
    const username = number === 1 ? base : numbered(base, number)
    const made = await insertAccount(tx, { username, email, passwordHash: null }, role)
    if (typeof made !== 'string') return made
    if (made === 'email_taken') email = null
    else number++
  }
}

/** `Ada Lovelace` is called `Ada-Lovelace`. */
export function usernameFrom(names: string[]): string {
  for (const name of names) {
    const joined = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{Nd}._-]+/gu, '-')
    const trimmed = joined.replace(/^[^\p{L}\p{Nd}]+|-+$/gu, '')
    const username = readUsername([...trimmed].slice(0, USERNAME_CHARACTERS.max).join(''))
    if (username) return username
  }
  return NAMELESS
}

function numbered(base: string, number: number): string {
  const suffix = `-${number}`
  return [...base].slice(0, USERNAME_CHARACTERS.max - suffix.length).join('') + suffix
}

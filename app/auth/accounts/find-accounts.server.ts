import { inArray } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import type { Account } from './account'
import { ACCOUNT_COLUMNS } from './accounts.server'

/** Those of the ids that are accounts, in the order asked for. */
export async function findAccounts(db: Queries, ids: readonly string[]): Promise<Account[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select(ACCOUNT_COLUMNS)
    .from(accounts)
    .where(inArray(accounts.id, [...ids]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The accounts that somebody names by their ids, however those are written; which ids come twice, and which are nobody's. */
export async function findNamed(
  db: Queries,
  ids: readonly string[],
): Promise<{ people: Account[]; twice: string[]; nobody: string[] }> {
  const wanted = ids.map((id) => id.toLowerCase())
  const people = await findAccounts(db, wanted)
  const known = new Set(people.map(({ id }) => id))
  return {
    people,
    twice: [...new Set(wanted.filter((id, at) => wanted.indexOf(id) !== at))],
    nobody: wanted.filter((id) => !known.has(id)),
  }
}

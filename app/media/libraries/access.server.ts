import { eq, sql, type SQL } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { libraries, libraryAccess, restrictedAccounts } from '~/db/schema/libraries'

/**
 * The ids of those of the libraries that every one of these people may see: the rule `maySee`, in the database's words. A
 * person without an account is a guest, and so is whoever's account is gone. Without people, guests are meant.
 */
export async function seenByAll(
  db: Queries,
  libraryIds: readonly string[],
  personIds: readonly string[],
): Promise<string[]> {
  if (libraryIds.length === 0) return []
  const rows = await db.execute<{ id: string }>(sql`
    select id from ${libraries}
    where id = any(${asArray(libraryIds)}) and (${isForEverybody} or (
      ${personIds.length > 0} and not exists (
        select from unnest(${asArray(personIds)}) person(id) where not ${maySee(sql`person.id`)})))
    order by name, id`)
  return rows.map((row) => row.id)
}

/** Which of the libraries each account may see, by the account's id; those who may see none are left out. */
export async function seenByEach(
  db: Queries,
  libraryIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (libraryIds.length === 0) return new Map()
  const rows = await db.execute<{ account_id: string; library_ids: string[] }>(sql`
    select person.id as account_id, array_agg(${libraries}.id) as library_ids
    from ${accounts} person cross join ${libraries}
    where ${libraries}.id = any(${asArray(libraryIds)}) and (${isForEverybody} or ${maySee(sql`person.id`)})
    group by person.id`)
  return new Map(rows.map((row) => [row.account_id, row.library_ids]))
}

/** Whether a person has an account; who has none is a guest. */
export async function hasAccount(db: Queries, personId: string): Promise<boolean> {
  const rows = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, personId))
  return rows.length > 0
}

const isForEverybody = sql`(is_public or not exists (select from ${accounts} where role = 'admin'))`

/** Whether the person of this id has an account that may see the library of the query around. */
function maySee(personId: SQL): SQL {
  return sql`exists (
    select from ${accounts} viewer where viewer.id = ${personId} and (
      viewer.role = 'admin'
      or exists (
        select from ${libraryAccess} given
        where given.library_id = ${libraries}.id and given.account_id = viewer.id)
      or ${libraries}.is_for_all and not exists (
        select from ${restrictedAccounts} restricted where restricted.account_id = viewer.id)))`
}

/** As one parameter. */
function asArray(ids: readonly string[]): SQL {
  return sql`${sql.param(`{${ids.join(',')}}`)}::uuid[]`
}

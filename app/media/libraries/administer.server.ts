import { asc, count, eq, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { libraries, libraryAccess, restrictedAccounts } from '~/db/schema/libraries'
import { tracks } from '~/db/schema/media'
import type { LibraryKind } from '~/domain/library/library'

/** A library as the admin sees it. */
export type LibraryListed = {
  id: string
  folder: string
  name: string
  kind: LibraryKind
  isPublic: boolean
  isForAll: boolean
  /** Whether its folder is there, on this node. */
  isPresent: boolean
  playable: number
  /** The accounts that were given it by name. */
  given: string[]
}

/** What the admin may set. */
export type LibraryChange = Pick<LibraryListed, 'name' | 'kind' | 'isPublic' | 'isForAll' | 'given'>

/** Somebody whom there may be something to hide from. */
export type MemberListed = { id: string; username: string; isRestricted: boolean }

/** A household has some dozens; past this the page would not be one any more. */
const MEMBERS_LISTED = 1_000

export async function listLibrariesForAdmin(db: Db, presentIds: readonly string[]): Promise<LibraryListed[]> {
  const playable = db
    .select({ libraryId: tracks.libraryId, playable: count().as('playable') })
    .from(tracks)
    .where(sql`${tracks.brokenReason} is null`)
    .groupBy(tracks.libraryId)
    .as('counted')
  const [rows, given] = await Promise.all([
    db
      .select({
        id: libraries.id,
        folder: libraries.folder,
        name: libraries.name,
        kind: libraries.kind,
        isPublic: libraries.isPublic,
        isForAll: libraries.isForAll,
        playable: sql<number>`coalesce(${playable.playable}, 0)::int`,
      })
      .from(libraries)
      .leftJoin(playable, eq(playable.libraryId, libraries.id))
      .orderBy(asc(libraries.name), asc(libraries.id)),
    db.select().from(libraryAccess),
  ])
  return rows.map((row) => ({
    ...row,
    isPresent: presentIds.includes(row.id),
    given: given.filter((each) => each.libraryId === row.id).map((each) => each.accountId),
  }))
}

/** The accounts that are not the admin's, by name. */
export function listMembers(db: Db): Promise<MemberListed[]> {
  return db
    .select({
      id: accounts.id,
      username: accounts.username,
      isRestricted: sql<boolean>`${restrictedAccounts.accountId} is not null`,
    })
    .from(accounts)
    .leftJoin(restrictedAccounts, eq(restrictedAccounts.accountId, accounts.id))
    .where(eq(accounts.role, 'member'))
    .orderBy(asc(accounts.usernameKey))
    .limit(MEMBERS_LISTED)
}

/** Whether there was such a library to change. Accounts that are gone by now are not given anything. */
export function changeLibrary(
  db: Db,
  id: string,
  { given, name, kind, isPublic, isForAll }: LibraryChange,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(libraries)
      .set({ name, kind, kindIsGuess: false, isPublic, isForAll })
      .where(eq(libraries.id, id))
      .returning({ id: libraries.id })
    if (changed.length === 0) return false
    await tx.delete(libraryAccess).where(eq(libraryAccess.libraryId, id))
    await tx.execute(sql`
      insert into ${libraryAccess} (library_id, account_id)
      select ${id}::uuid, id from ${accounts} where id = any(${sql.param(`{${given.join(',')}}`)}::uuid[])`)
    return true
  })
}

/** Forgets a library and all that was in it. Its files stay: with its folder it comes back as a new one. */
export async function removeLibrary(db: Db, id: string): Promise<boolean> {
  const removed = await db.delete(libraries).where(eq(libraries.id, id)).returning({ id: libraries.id })
  return removed.length > 0
}

/** Keeps an account to what it was given by name, or lets it see all that is for all. Whether there was such an account. */
export async function restrict(db: Db, accountId: string, isRestricted: boolean): Promise<boolean> {
  return db.transaction(async (tx) => {
    const found = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for('share')
    if (found.length === 0) return false
    if (isRestricted) await tx.insert(restrictedAccounts).values({ accountId }).onConflictDoNothing()
    else await tx.delete(restrictedAccounts).where(eq(restrictedAccounts.accountId, accountId))
    return true
  })
}

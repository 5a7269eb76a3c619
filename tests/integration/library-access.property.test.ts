import { randomUUID } from 'node:crypto'
import { array, assert, asyncProperty, boolean, record, subarray } from 'fast-check'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '~/db/client.server'
import { accounts } from '~/db/schema/accounts'
import { libraries, libraryAccess, restrictedAccounts } from '~/db/schema/libraries'
import { maySee, type LibraryDoors, type Viewer } from '~/domain/library/may-see'
import { seenByAll } from '~/media/libraries/access.server'
import { freshDatabase } from '../support/database'

let db: Db
beforeAll(async () => {
  db = (await freshDatabase()).db
})

type Person = { id: string; viewer: Viewer | null }
type World = { people: Person[]; doors: LibraryDoors[] }

const LIBRARY_IDS = Array.from({ length: 4 }, () => randomUUID())

const worlds = record({
  doors: array(record({ isPublic: boolean(), isForAll: boolean() }), { minLength: 4, maxLength: 4 }),
  accounts: array(record({ isAdmin: boolean(), isRestricted: boolean(), given: subarray(LIBRARY_IDS) }), {
    maxLength: 4,
  }),
}).map(({ doors, accounts }): World => ({
  doors: doors.map((door, at) => ({ ...door, id: LIBRARY_IDS[at]! })),
  people: [
    { id: randomUUID(), viewer: null },
    ...accounts.map((account) => ({
      id: randomUUID(),
      viewer: { ...account, given: new Set(account.given) },
    })),
  ],
}))

async function build({ people, doors }: World): Promise<void> {
  await db.execute(sql`truncate ${libraries}, ${accounts} cascade`)
  await db.insert(libraries).values(
    doors.map((door) => ({
      ...door,
      folder: `/${door.id}`,
      name: door.id,
      kind: 'films' as const,
      kindIsGuess: false,
    })),
  )
  for (const { id, viewer } of people) {
    if (!viewer) continue
    const role = viewer.isAdmin ? 'admin' : 'member'
    await db.insert(accounts).values({ id, username: id, usernameKey: id, role, createdAtMs: 0 })
    if (viewer.isRestricted) await db.insert(restrictedAccounts).values({ accountId: id })
    for (const libraryId of viewer.given) await db.insert(libraryAccess).values({ libraryId, accountId: id })
  }
}

test('the database and the rule agree on who may see what, alone and together', async () => {
  const seen = new Set<string>()
  await assert(
    asyncProperty(worlds, async (world) => {
      await build(world)
      const hasAdmin = world.people.some(({ viewer }) => viewer?.isAdmin)
      const groups = [[], ...world.people.map((person) => [person]), world.people]
      for (const group of groups) {
        const expected = world.doors.filter((door) => {
          const viewers = group.length === 0 ? [null] : group.map(({ viewer }) => viewer)
          return viewers.every((viewer) => maySee(viewer, door, hasAdmin))
        })
        const found = await seenByAll(
          db,
          LIBRARY_IDS,
          group.map(({ id }) => id),
        )
        expect(new Set(found)).toEqual(new Set(expected.map(({ id }) => id)))
        seen.add(`${group.length > 1}${hasAdmin}${found.length > 0}`)
      }
    }),
    { numRuns: 120 },
  )
  // Both answers were given, to one and to several, with an admin and without.
  expect([...seen].filter((each) => each.endsWith('false'))).not.toEqual([])
  expect(seen.size).toBeGreaterThanOrEqual(5)
})

test('of libraries that are not on this node none is seen', async () => {
  await build({ doors: LIBRARY_IDS.map((id) => ({ id, isPublic: true, isForAll: true })), people: [] })
  expect(await seenByAll(db, LIBRARY_IDS.slice(0, 1), [])).toEqual(LIBRARY_IDS.slice(0, 1))
  expect(await seenByAll(db, [], [])).toEqual([])
})

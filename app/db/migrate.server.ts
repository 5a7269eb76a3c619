import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { connect, type PostgresAddress } from './client.server'

/** Any number will do, as long as every node of every version takes the same one. */
const MIGRATION_LOCK = 7_883_214

/** Brings the schema forward. Nodes that start together wait for one another; a second run changes nothing. */
export async function migrateDatabase(address: PostgresAddress, migrationsFolder: string): Promise<void> {
  const client = connect(address, 1)
  const db = drizzle(client)
  try {
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await migrate(db, { migrationsFolder })
  } finally {
    await client.end()
  }
}

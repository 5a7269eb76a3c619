import { sql } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { serverSettings as table } from '~/db/schema/accounts'
import { ServerSettings } from './server-settings'

export async function serverSettings(db: Queries): Promise<ServerSettings> {
  const rows = await db.select().from(table)
  return ServerSettings.parse(Object.fromEntries(rows.map(({ key, value }) => [key, value])))
}

export async function changeServerSettings(db: Queries, changes: Partial<ServerSettings>): Promise<void> {
  const rows = Object.entries(changes).map(([key, value]) => ({ key, value }))
  if (rows.length === 0) return
  await db
    .insert(table)
    .values(rows)
    .onConflictDoUpdate({ target: table.key, set: { value: sql`excluded.value` } })
}

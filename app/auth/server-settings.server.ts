import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Queries } from '~/db/client.server'
import { serverSettings as table } from '~/db/schema/accounts'

/** What the admin sets for the whole server, and how it is until then. */
export const ServerSettings = z.object({
  /** Who may make an account: anybody, who has an invite link, or nobody. The first one may always be made. */
  signUp: z.enum(['open', 'invited', 'closed']).default('open'),
  whoMayOpenRooms: z.enum(['anyone', 'accounts']).default('anyone'),
})

export type ServerSettings = z.output<typeof ServerSettings>

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

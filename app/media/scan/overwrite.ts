import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** What an upsert sets: all columns but these, to what was to be inserted. */
export function overwrite(columns: Record<string, PgColumn>, except: string[]): Record<string, SQL> {
  const written = Object.entries(columns).filter(([key]) => !except.includes(key))
  return Object.fromEntries(
    written.map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`]),
  )
}

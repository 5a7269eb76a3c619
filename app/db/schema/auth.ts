import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/**
 * Bearer tokens of programs. Only the SHA-256 of a token is kept. A token with a room speaks for a guest of that
 * room alone; one without speaks for the browser that made it.
 */
export const apiTokens = pgTable(
  'api_token',
  {
    id: uuid('id').primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    personId: uuid('person_id').notNull(),
    roomId: uuid('room_id'),
    name: text('name').notNull(),
    createdAtMs: bigint('created_at_ms', { mode: 'number' }).notNull(),
    lastUsedAtMs: bigint('last_used_at_ms', { mode: 'number' }),
    revokedAtMs: bigint('revoked_at_ms', { mode: 'number' }),
  },
  (token) => [index('api_token_person').on(token.personId)],
)

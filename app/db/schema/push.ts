import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { accountSessions } from './accounts'

/** Browsers that want to be told of invitations, by the session in which they said so: logging out ends it. */
export const pushSubscriptions = pgTable('push_subscription', {
  sessionId: uuid('session_id')
    .primaryKey()
    .references(() => accountSessions.id, { onDelete: 'cascade' }),
  /** This browser's address at its push service. Nobody but the push service is ever shown it. */
  endpoint: text('endpoint').notNull().unique(),
  /** The browser's public key and the secret it shares with us, both in base64url. */
  p256dh: text('p256dh').notNull(),
  auth: text('auth').notNull(),
  createdAtMs: bigint('created_at_ms', { mode: 'number' }).notNull(),
})

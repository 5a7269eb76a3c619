import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

const timeMs = (name: string) => bigint(name, { mode: 'number' })
const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' })

/**
 * People who have a name and a key here. An account's id is also the person's id in rooms, where a guest's is their
 * browser's. The keys are the folded forms by which two spellings of one name are the same.
 */
export const accounts = pgTable('account', {
  id: uuid('id').primaryKey(),
  username: text('username').notNull(),
  usernameKey: text('username_key').notNull().unique(),
  email: text('email'),
  emailKey: text('email_key').unique(),
  /** Argon2id in PHC form; null for those who come in by another door only. */
  passwordHash: text('password_hash'),
  role: text('role', { enum: ['admin', 'member'] }).notNull(),
  createdAtMs: timeMs('created_at_ms').notNull(),
})

/** A browser that is logged in. Only the SHA-256 of its token is kept. */
export const accountSessions = pgTable(
  'account_session',
  {
    id: uuid('id').primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    accountId: accountId(),
    /** What the browser said it is, to tell one's own sessions apart. */
    userAgent: text('user_agent').notNull(),
    createdAtMs: timeMs('created_at_ms').notNull(),
    lastSeenAtMs: timeMs('last_seen_at_ms').notNull(),
    expiresAtMs: timeMs('expires_at_ms').notNull(),
  },
  (session) => [index('account_session_account').on(session.accountId)],
)

/** What the admin has set for the whole server, each under its own key. */
export const serverSettings = pgTable('server_setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

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

/** Links by which people sign up where not everybody may. Only the SHA-256 of what is in a link is kept. */
export const signUpInvites = pgTable('sign_up_invite', {
  id: uuid('id').primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  /** Null while it is good for any number of people. */
  usesLeft: integer('uses_left'),
  usedCount: integer('used_count').notNull().default(0),
  createdAtMs: timeMs('created_at_ms').notNull(),
  expiresAtMs: timeMs('expires_at_ms').notNull(),
})

/** Links that set a new password, once. */
export const passwordResets = pgTable(
  'password_reset',
  {
    tokenHash: text('token_hash').primaryKey(),
    accountId: accountId(),
    expiresAtMs: timeMs('expires_at_ms').notNull(),
  },
  (reset) => [index('password_reset_account').on(reset.accountId)],
)

/** Who somebody is at a login provider (OpenID Connect): the issuer's word for them, which never changes. */
export const accountIdentities = pgTable(
  'account_identity',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    accountId: accountId(),
    createdAtMs: timeMs('created_at_ms').notNull(),
  },
  (identity) => [
    primaryKey({ columns: [identity.issuer, identity.subject] }),
    index('account_identity_account').on(identity.accountId),
  ],
)

/** Passkeys (WebAuthn), named by the credential's id; binary values in base64url. */
export const passkeys = pgTable(
  'passkey',
  {
    id: text('id').primaryKey(),
    accountId: accountId(),
    publicKey: text('public_key').notNull(),
    /** How often the key says it was used; one that runs backwards has been copied. */
    counter: timeMs('counter').notNull(),
    transports: jsonb('transports').notNull(),
    name: text('name').notNull(),
    createdAtMs: timeMs('created_at_ms').notNull(),
    lastUsedAtMs: timeMs('last_used_at_ms'),
  },
  (passkey) => [index('passkey_account').on(passkey.accountId)],
)

/** What a passkey is asked to sign, once: to be added to an account, or to log in, which nobody is yet. */
export const passkeyChallenges = pgTable('passkey_challenge', {
  challenge: text('challenge').primaryKey(),
  accountId: uuid('account_id').references(() => accounts.id, { onDelete: 'cascade' }),
  expiresAtMs: timeMs('expires_at_ms').notNull(),
})

/** What the admin has set for the whole server, each under its own key. */
export const serverSettings = pgTable('server_setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

import { createECDH } from 'node:crypto'
import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Queries } from '~/db/client.server'
import { accountSessions } from '~/db/schema/accounts'
import { pushSubscriptions } from '~/db/schema/push'

/** Nobody looks at more screens; and one invitation must not become a hundred requests. */
const TOLD_AT_MOST = 20
const POINT_BYTES = 65
const AUTH_BYTES = 16

export type Subscription = { sessionId: string; endpoint: string; p256dh: string; auth: string }

/** What a browser's `PushSubscription` says of itself. */
export const SubscriptionFields = z.object({
  endpoint: z.string(),
  keys: z.object({
    p256dh: z.string().refine(isPoint, { error: 'That is no key' }),
    auth: z.string().refine((text) => bytesOf(text).length === AUTH_BYTES, { error: 'That is no secret' }),
  }),
})

/** Keeps where the browser of a session is told of invitations; it is told as nobody else any more. */
export async function subscribe(db: Db, { endpoint, ...rest }: Subscription): Promise<void> {
  const row = { endpoint, ...rest, createdAtMs: Date.now() }
  await db.transaction(async (tx) => {
    await tx
      .delete(pushSubscriptions)
      .where(and(eq(pushSubscriptions.endpoint, endpoint), ne(pushSubscriptions.sessionId, rest.sessionId)))
    await tx
      .insert(pushSubscriptions)
      .values(row)
      .onConflictDoUpdate({ target: pushSubscriptions.sessionId, set: row })
  })
}

export async function unsubscribe(db: Queries, sessionId: string): Promise<void> {
  await db.delete(pushSubscriptions).where(eq(pushSubscriptions.sessionId, sessionId))
}

/** Forgets an address that its push service no longer knows; a newer one of the same browser stays. */
export async function forgetEndpoint(db: Queries, endpoint: string): Promise<void> {
  await db.delete(pushSubscriptions).where(eq(pushSubscriptions.endpoint, endpoint))
}

export async function isSubscribed(db: Queries, sessionId: string): Promise<boolean> {
  return (
    (await db.select().from(pushSubscriptions).where(eq(pushSubscriptions.sessionId, sessionId))).length > 0
  )
}

/** Where an account is told of invitations: in the browsers that asked for it and are still logged in. */
export function subscriptionsOf(db: Queries, accountId: string): Promise<Subscription[]> {
  return db
    .select({
      sessionId: pushSubscriptions.sessionId,
      endpoint: pushSubscriptions.endpoint,
      p256dh: pushSubscriptions.p256dh,
      auth: pushSubscriptions.auth,
    })
    .from(pushSubscriptions)
    .innerJoin(accountSessions, eq(accountSessions.id, pushSubscriptions.sessionId))
    .where(and(eq(accountSessions.accountId, accountId), gt(accountSessions.expiresAtMs, Date.now())))
    .orderBy(desc(pushSubscriptions.createdAtMs))
    .limit(TOLD_AT_MOST)
}

/** Whether this is a point on the curve P-256: nothing can be encrypted for any other. */
function isPoint(text: string): boolean {
  const point = bytesOf(text)
  if (point.length !== POINT_BYTES) return false
  try {
    const own = createECDH('prime256v1')
    own.generateKeys()
    own.computeSecret(point)
    return true
  } catch {
    return false
  }
}

/** Empty for what is not base64url. */
function bytesOf(text: string): Buffer {
  return /^[\w-]{1,100}={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0)
}

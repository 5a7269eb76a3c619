import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { passkeyChallenges } from '~/db/schema/accounts'

/** Time to find the key, the glasses and the right finger. */
const LASTS_MS = 5 * 60_000

/** Keeps what a passkey is asked to sign: to be added to this account, or, with null, to log in. */
export async function keepChallenge(db: Queries, challenge: string, accountId: string | null): Promise<void> {
  const nowMs = Date.now()
  await db.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAtMs, nowMs))
  await db.insert(passkeyChallenges).values({ challenge, accountId, expiresAtMs: nowMs + LASTS_MS })
}

/** Whether this was asked, for the same purpose, and not answered yet: what was signed once is worth nothing again. */
export async function useChallenge(
  db: Queries,
  challenge: string,
  accountId: string | null,
): Promise<boolean> {
  const { challenge: key, accountId: purpose, expiresAtMs } = passkeyChallenges
  const isPurpose = accountId === null ? isNull(purpose) : eq(purpose, accountId)
  const used = await db
    .delete(passkeyChallenges)
    .where(and(eq(key, challenge), isPurpose, gt(expiresAtMs, Date.now())))
    .returning({ challenge: key })
  return used.length > 0
}

import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { signUpInvites } from '~/db/schema/accounts'
import { hashSecret, newSecret } from '../secret.server'

/** A link by which people sign up, as the admin sees it in a list; the link itself is shown once, when it is made. */
export type SignUpInvite = {
  id: string
  usesLeft: number | null
  usedCount: number
  createdAtMs: number
  expiresAtMs: number
}

/** Makes an invite for one person or for any number of them, and returns what is in its link, for the only time. */
export async function inviteToSignUp(
  db: Queries,
  { forOne, lastsMs }: { forOne: boolean; lastsMs: number },
): Promise<string> {
  const secret = newSecret()
  const nowMs = Date.now()
  await db.delete(signUpInvites).where(lte(signUpInvites.expiresAtMs, nowMs))
  await db.insert(signUpInvites).values({
    id: randomUUID(),
    tokenHash: hashSecret(secret),
    usesLeft: forOne ? 1 : null,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + lastsMs,
  })
  return secret
}

export async function isInvited(db: Queries, secret: string): Promise<boolean> {
  const [invite] = await db.select({ id: signUpInvites.id }).from(signUpInvites).where(isGood(secret))
  return invite !== undefined
}

/** Takes one use of an invite; false when there is none left. Of two at once, the one use is taken once. */
export async function useInvite(db: Queries, secret: string): Promise<boolean> {
  const used = await db
    .update(signUpInvites)
    .set({ usesLeft: sql`${signUpInvites.usesLeft} - 1`, usedCount: sql`${signUpInvites.usedCount} + 1` })
    .where(isGood(secret))
    .returning({ id: signUpInvites.id })
  return used.length > 0
}

/** The invites that are still good, the latest first. */
export function openInvites(db: Queries): Promise<SignUpInvite[]> {
  const { id, usesLeft, usedCount, createdAtMs, expiresAtMs } = signUpInvites
  return db
    .select({ id, usesLeft, usedCount, createdAtMs, expiresAtMs })
    .from(signUpInvites)
    .where(and(isLeft, gt(expiresAtMs, Date.now())))
    .orderBy(desc(createdAtMs), desc(id))
}

/** Whether there was such an invite to take back. */
export async function revokeInvite(db: Queries, inviteId: string): Promise<boolean> {
  const revoked = await db
    .delete(signUpInvites)
    .where(eq(signUpInvites.id, inviteId))
    .returning({ id: signUpInvites.id })
  return revoked.length > 0
}

const isLeft = or(isNull(signUpInvites.usesLeft), gt(signUpInvites.usesLeft, 0))

function isGood(secret: string) {
  return and(
    eq(signUpInvites.tokenHash, hashSecret(secret)),
    isLeft,
    gt(signUpInvites.expiresAtMs, Date.now()),
  )
}

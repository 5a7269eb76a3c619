import { and, asc, eq } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { passkeys } from '~/db/schema/accounts'

/** A passkey as its owner sees it in a list. */
export type PasskeySummary = { id: string; name: string; createdAtMs: number; lastUsedAtMs: number | null }

/** The site that passkeys are for: they answer to no other. */
export type Site = { origin: string }

/** The name under which browsers keep passkeys of a site: its host, without the port. */
export function rpIdOf({ origin }: Site): string {
  return new URL(origin).hostname
}

export function passkeysOf(db: Queries, accountId: string): Promise<PasskeySummary[]> {
  const { id, name, createdAtMs, lastUsedAtMs } = passkeys
  return db
    .select({ id, name, createdAtMs, lastUsedAtMs })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(asc(createdAtMs), asc(id))
}

/** Whether there was such a passkey of this account to remove. */
export async function removePasskey(db: Queries, accountId: string, passkeyId: string): Promise<boolean> {
  const removed = await db
    .delete(passkeys)
    .where(and(eq(passkeys.id, passkeyId), eq(passkeys.accountId, accountId)))
    .returning({ id: passkeys.id })
  return removed.length > 0
}

import { randomUUID } from 'node:crypto'
import { and, count, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Queries } from '~/db/client.server'
import { guestLinks } from '~/db/schema/rooms'

/** A link for guests as hosts see it in a list; the link itself is shown once, when it is made. */
export type GuestLink = {
  id: string
  /** Null while it is good for any number of guests. */
  usesLeft: number | null
  usedCount: number
  createdAtMs: number
  expiresAtMs: number
}

/** More than anybody tells apart; nobody fills the disk with links. */
export const GUEST_LINKS_MAX = 20

type NewLink = { tokenHash: string; forOne: boolean; expiresAtMs: number; nowMs: number }

/** Keeps a link for one guest or for any number of them; false when there are too many that are good. */
export async function keepGuestLink(db: Queries, roomId: string, link: NewLink): Promise<boolean> {
  const { tokenHash, forOne, expiresAtMs, nowMs } = link
  const isOfRoom = eq(guestLinks.roomId, roomId)
  await db.delete(guestLinks).where(and(isOfRoom, or(lte(guestLinks.expiresAtMs, nowMs), isSpent)))
  const [open] = await db.select({ links: count() }).from(guestLinks).where(isOfRoom)
  if (open!.links >= GUEST_LINKS_MAX) return false
  const usesLeft = forOne ? 1 : null
  await db
    .insert(guestLinks)
    .values({ roomId, id: randomUUID(), tokenHash, usesLeft, createdAtMs: nowMs, expiresAtMs })
  return true
}

/** The id of a link that is good for one more guest; null otherwise. To look at a link does not use it up. */
export async function findGuestLink(
  db: Queries,
  roomId: string,
  tokenHash: string,
  nowMs: number,
): Promise<string | null> {
  const [link] = await db
    .select({ id: guestLinks.id })
    .from(guestLinks)
    .where(and(eq(guestLinks.tokenHash, tokenHash), isGood(roomId, nowMs)))
  return link?.id ?? null
}

/** Takes one use; false when there is none left, or the link was taken back. */
export async function useGuestLink(tx: Queries, roomId: string, id: string, nowMs: number): Promise<boolean> {
  const used = await tx
    .update(guestLinks)
    .set({ usesLeft: sql`${guestLinks.usesLeft} - 1`, usedCount: sql`${guestLinks.usedCount} + 1` })
    .where(and(eq(guestLinks.id, id), isGood(roomId, nowMs)))
    .returning({ id: guestLinks.id })
  return used.length > 0
}

/** The links of a room that are still good, the latest first. */
export function openGuestLinks(db: Queries, roomId: string, nowMs: number): Promise<GuestLink[]> {
  const { id, usesLeft, usedCount, createdAtMs, expiresAtMs } = guestLinks
  return db
    .select({ id, usesLeft, usedCount, createdAtMs, expiresAtMs })
    .from(guestLinks)
    .where(isGood(roomId, nowMs))
    .orderBy(desc(createdAtMs), desc(id))
}

/** Whether there was such a link to take back. */
export async function revokeGuestLink(db: Queries, roomId: string, id: string): Promise<boolean> {
  const revoked = await db
    .delete(guestLinks)
    .where(and(eq(guestLinks.roomId, roomId), eq(guestLinks.id, id)))
    .returning({ id: guestLinks.id })
  return revoked.length > 0
}

const isSpent = lte(guestLinks.usesLeft, 0)

function isGood(roomId: string, nowMs: number) {
  const isLeft = or(isNull(guestLinks.usesLeft), gt(guestLinks.usesLeft, 0))
  return and(eq(guestLinks.roomId, roomId), isLeft, gt(guestLinks.expiresAtMs, nowMs))
}

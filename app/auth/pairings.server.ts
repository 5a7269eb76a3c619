import { and, desc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { pairings } from '~/db/schema/rooms'
import { drawCode, readCode, type CodeFormat } from '~/domain/room/code'

/** Short enough to carry from the television to a phone in one's head; wrong tries are limited. */
const CODE: CodeFormat = { groups: [5] }
/** How long a host may take from reading a code to having typed it. */
export const PAIRING_LASTS_MS = 10 * 60_000
/** The last minute is for those who are typing: the screen shows a new code already, the old one still counts. */
const RENEWED_BEFORE_END_MS = 60_000
/** Codes that are taken are drawn again; with 31^5 of them even a second try is rare. */
const MOST_DRAWS = 5

/** What a screen shows until a host types it. */
export type ShownPairing = { code: string; renewsInMs: number }

/** What was typed as a screen's code, as it is stored; null when no screen could show it. */
export function readPairingCode(typed: string): string | null {
  return readCode(typed, [CODE])
}

/** The code that this browser's screen shows; null when it needs a new one, which is shortly before the old one ends. */
export async function shownPairing(db: Db, personId: string, nowMs: number): Promise<ShownPairing | null> {
  const [row] = await db
    .select({ code: pairings.code, expiresAtMs: pairings.expiresAtMs })
    .from(pairings)
    .where(
      and(
        eq(pairings.personId, personId),
        isNull(pairings.roomCode),
        gt(pairings.expiresAtMs, nowMs + RENEWED_BEFORE_END_MS),
      ),
    )
    // Two tabs of one screen agree on the same one.
    .orderBy(desc(pairings.expiresAtMs), desc(pairings.code))
    .limit(1)
  return row ? { code: row.code, renewsInMs: row.expiresAtMs - RENEWED_BEFORE_END_MS - nowMs } : null
}

/** A new code for this browser's screen, which no other screen shows. */
export async function drawPairing(db: Db, personId: string, nowMs: number): Promise<ShownPairing> {
  await forgetExpired(db, nowMs)
  for (let draw = 1; draw <= MOST_DRAWS; draw++) {
    const [drawn] = await db
      .insert(pairings)
      .values({ code: drawCode(CODE.groups[0]!), personId, expiresAtMs: nowMs + PAIRING_LASTS_MS })
      .onConflictDoNothing()
      .returning({ code: pairings.code })
    if (drawn) return { code: drawn.code, renewsInMs: PAIRING_LASTS_MS - RENEWED_BEFORE_END_MS }
  }
  throw new Error('Every code that was drawn for a screen is taken')
}

/**
 * A host's word: the screen that shows this code belongs into this room. False when no screen shows it, or another host
 * was quicker: of any number of words at once, on any number of nodes, one counts.
 */
export async function confirmPairing(
  db: Db,
  code: string,
  roomCode: string,
  nowMs: number,
): Promise<boolean> {
  const confirmed = await db
    .update(pairings)
    .set({ roomCode })
    .where(and(eq(pairings.code, code), isNull(pairings.roomCode), gt(pairings.expiresAtMs, nowMs)))
    .returning({ code: pairings.code })
  return confirmed.length > 0
}

/** A code that a host has confirmed for this browser, and the room it leads into; null while there is none. */
export async function confirmedPairing(
  db: Db,
  personId: string,
  nowMs: number,
): Promise<{ code: string; roomCode: string } | null> {
  const [row] = await db
    .select({ code: pairings.code, roomCode: pairings.roomCode })
    .from(pairings)
    .where(
      and(
        eq(pairings.personId, personId),
        isNotNull(pairings.roomCode),
        eq(pairings.used, false),
        gt(pairings.expiresAtMs, nowMs),
      ),
    )
    .limit(1)
  return row?.roomCode ? { code: row.code, roomCode: row.roomCode } : null
}

/** The confirmed code has done its work, and opens nothing any more. */
export async function usePairing(db: Db, code: string): Promise<void> {
  await db.update(pairings).set({ used: true }).where(eq(pairings.code, code))
}

/** How many confirmed screens have not come in yet. */
export async function pairingsUnderWay(db: Db, roomCode: string, nowMs: number): Promise<number> {
  const isUnderWay = and(
    eq(pairings.roomCode, roomCode),
    eq(pairings.used, false),
    gt(pairings.expiresAtMs, nowMs),
  )
  return db.$count(pairings, isUnderWay)
}

/** Rows that another node is just deleting are left to it: two that wait for each other would both fail. */
async function forgetExpired(db: Db, nowMs: number): Promise<void> {
  const expired = db
    .select({ code: pairings.code })
    .from(pairings)
    .where(lte(pairings.expiresAtMs, nowMs))
    .for('update', { skipLocked: true })
  await db.delete(pairings).where(inArray(pairings.code, expired))
}

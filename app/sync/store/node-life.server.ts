import { and, isNull, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { nodeLife, rooms } from '~/db/schema/rooms'
import { OUTAGE_BRIDGED_MS, type Outage } from '~/domain/playback/outage'

/** There is one row, and whoever writes it holds its lock: of nodes that start together one finds the outage. */
const ONLY_ROW = 1

/** Notes that a node is alive. */
export async function noteAlive(db: Db, nowMs: number): Promise<void> {
  const aliveAtMs = sql`greatest(${nodeLife.aliveAtMs}, ${nowMs})`
  await db
    .insert(nodeLife)
    .values({ id: ONLY_ROW, aliveAtMs: nowMs })
    .onConflictDoUpdate({ target: nodeLife.id, set: { aliveAtMs } })
}

/**
 * A node begins to live: the last time for which none did, if it was long. It is this node that ended it, or another
 * that started before.
 */
export async function beginLife(db: Db, nowMs: number): Promise<Outage | null> {
  const isOutage = sql`${nowMs}::bigint - ${nodeLife.aliveAtMs} > ${OUTAGE_BRIDGED_MS}`
  const [row] = await db
    .insert(nodeLife)
    .values({ id: ONLY_ROW, aliveAtMs: nowMs })
    .onConflictDoUpdate({
      target: nodeLife.id,
      set: {
        aliveAtMs: sql`greatest(${nodeLife.aliveAtMs}, ${nowMs})`,
        outageFromMs: sql`case when ${isOutage} then ${nodeLife.aliveAtMs} else ${nodeLife.outageFromMs} end`,
        outageToMs: sql`case when ${isOutage} then ${nowMs} else ${nodeLife.outageToMs} end`,
      },
    })
    .returning()
  const { outageFromMs: fromMs, outageToMs: toMs } = row!
  if (fromMs === null || toMs === null) return null
  if (toMs === nowMs) await wakeInterrupted(db, nowMs)
  return { fromMs, toMs }
}

/** Rooms that played are looked at now, though nobody asks for them. */
async function wakeInterrupted(db: Db, nowMs: number): Promise<void> {
  const played = sql`((${rooms.playback}->>'playing')::boolean or ${rooms.gate} is not null)`
  await db
    .update(rooms)
    .set({ wakeAtMs: nowMs })
    .where(and(isNull(rooms.ended), played))
}

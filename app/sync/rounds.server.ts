import { and, asc, isNotNull, lte } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { rooms as roomTable } from '~/db/schema/rooms'
import { isHost } from '~/domain/membership/member'
import { hostOf } from '~/domain/room/room'
import type { RoomClock } from './clock.server'
import type { PresenceBook } from './presence.server'
import type { Rooms } from './rooms.server'
import { trimOldLogs } from './store/log.server'
import { noteAlive } from './store/node-life.server'
import { recordSightings } from './store/sightings.server'

/** Lost hints and due rooms wait at most this long (S5). */
const SWEEP_EVERY_MS = 1_000
const SIGHT_EVERY_MS = 5_000
const TIDY_EVERY_MS = 60_000
const TRIM_EVERY_MS = 3_600_000
/** A pause this long between two sweeps means that the machine slept, and saw nobody meanwhile. */
const SLEPT_MS = 30_000
/** Rooms looked at in one sweep; the rest comes a second later. */
const WAKE_AT_ONCE = 100

type Options = {
  db: Db
  clock: RoomClock
  rooms: Rooms
  presence: PresenceBook
  /** The rooms that have a stream here. */
  followed: () => ReadonlySet<string>
  /** Lets the clock look at a room now. */
  tick: (roomId: string) => Promise<void>
  /** Runs work whose failure the next round repairs. */
  guarded: (work: () => Promise<void>) => Promise<void>
}

/** What a node does by itself every so often, whatever anybody asks of it. */
export class Rounds {
  #options: Options
  #watchingSinceMs = 0
  #lastSweepMs = 0
  #sweeping: Promise<void> | null = null
  #timers: NodeJS.Timeout[] = []

  constructor(options: Options) {
    this.#options = options
  }

  /** Since when this node would have seen who is connected, in the room's clock. */
  get watchingSinceMs(): number {
    return this.#watchingSinceMs
  }

  /** To be called once the clock runs. */
  start(): void {
    const { db, clock, rooms, followed } = this.#options
    this.#watchingSinceMs = clock.nowMs()
    this.#lastSweepMs = performance.now()
    this.#every(SWEEP_EVERY_MS, () => this.#sweep())
    this.#every(SIGHT_EVERY_MS, () => this.#recordSightings())
    this.#every(TIDY_EVERY_MS, async () => rooms.forgetUnused(followed()))
    this.#every(TRIM_EVERY_MS, () => trimOldLogs(db, clock.nowMs()))
  }

  /** Waits for the round that is under way, and leaves word until when this node has watched. */
  async stop(): Promise<void> {
    const { db, clock } = this.#options
    for (const timer of this.#timers) clearInterval(timer)
    await this.#sweeping
    await noteAlive(db, clock.nowMs()).catch(() => {})
  }

  #every(intervalMs: number, work: () => Promise<void>): void {
    const timer = setInterval(() => void this.#options.guarded(work), intervalMs)
    this.#timers.push(timer.unref())
  }

  /** One round at a time: what other nodes wrote, then what is due. A slow round is not followed by a crowd of them. */
  async #sweep(): Promise<void> {
    const nowMs = performance.now()
    if (nowMs - this.#lastSweepMs > SLEPT_MS) this.#watchingSinceMs = this.#options.clock.nowMs()
    this.#lastSweepMs = nowMs
    if (this.#sweeping) return
    const round = this.#lookRound()
    this.#sweeping = round.catch(() => {})
    await round.finally(() => (this.#sweeping = null))
  }

  async #lookRound(): Promise<void> {
    const { db, clock, rooms } = this.#options
    await rooms.sweep()
    await this.#wakeDueRooms()
    // Where something plays, a second of it must not be lost when this node dies.
    if (rooms.isAnyPlaying()) await noteAlive(db, clock.nowMs())
  }

  async #wakeDueRooms(): Promise<void> {
    const { db, clock, tick } = this.#options
    const due = await db
      .select({ id: roomTable.id })
      .from(roomTable)
      .where(and(isNotNull(roomTable.wakeAtMs), lte(roomTable.wakeAtMs, clock.nowMs())))
      .orderBy(asc(roomTable.wakeAtMs))
      .limit(WAKE_AT_ONCE)
    await Promise.all(due.map(({ id }) => tick(id)))
  }

  async #recordSightings(): Promise<void> {
    const { db, clock, rooms, presence } = this.#options
    const nowMs = clock.nowMs()
    const rows = await Promise.all(
      [...presence.local()].map(async ([roomId, memberIds]) => {
        const room = (await rooms.replica(roomId))?.room
        const ownerId = room && hostOf(room)?.id
        const hostIsHere = memberIds.some((id) => room?.members[id] && isHost(room.members[id]))
        return {
          roomId,
          nodeId: presence.nodeId,
          anyoneSeenAtMs: nowMs,
          hostSeenAtMs: hostIsHere ? nowMs : null,
          ownerSeenAtMs: ownerId && memberIds.includes(ownerId) ? nowMs : null,
        }
      }),
    )
    await recordSightings(db, rows)
    await noteAlive(db, nowMs)
  }
}

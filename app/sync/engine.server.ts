import { randomUUID } from 'node:crypto'
import { and, asc, isNotNull, lte, sql } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { rooms as roomTable, sightings } from '~/db/schema/rooms'
import { isHost } from '~/domain/membership/member'
import { wakeAtMs } from '~/domain/room/lifecycle'
import { isRefusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import type { Bus } from './bus/bus'
import { RoomClock } from './clock.server'
import { Hub } from './hub.server'
import { trimOldLogs } from './store/log.server'
import { PresenceBook } from './presence.server'
import { Rooms } from './rooms.server'

/** Lost hints and due rooms wait at most this long (S5). */
const SWEEP_EVERY_MS = 1_000
const SIGHT_EVERY_MS = 5_000
const TIDY_EVERY_MS = 60_000
const TRIM_EVERY_MS = 3_600_000
/** A pause this long between two sweeps means that the machine slept, and saw nobody meanwhile. */
const SLEPT_MS = 30_000
/** Rooms looked at in one sweep; the rest comes a second later. */
const WAKE_AT_ONCE = 100

/** What the engine says of itself to the operator's log. */
export type EngineLog = {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/**
 * The engine of one node: rooms, their streams, who is connected, and the timers that move rooms on. Several engines
 * on one database serve the same rooms.
 */
export class Engine {
  readonly clock: RoomClock
  readonly hub: Hub
  readonly presence: PresenceBook
  readonly rooms: Rooms
  readonly bus: Bus
  #db: Db
  #log: EngineLog
  #watchingSinceMs = 0
  #lastSweepMs = performance.now()
  #sweeping: Promise<void> | null = null
  #timers: NodeJS.Timeout[] = []
  #wakes = new Map<string, NodeJS.Timeout>()
  #closed = false

  private constructor(db: Db, bus: Bus, log: EngineLog) {
    this.#db = db
    this.#log = log
    this.bus = bus
    this.clock = new RoomClock(db, (stepMs) =>
      log.warn({ stepMs }, "The database's clock was set; rooms keep their own"),
    )
    this.presence = new PresenceBook(bus, (roomId) => this.#presenceChanged(roomId))
    this.hub = new Hub((roomId) => this.presence.of(roomId))
    this.rooms = new Rooms({
      db,
      surroundings: {
        clock: this.clock,
        presentIn: (roomId) => {
          const { memberIds } = this.presence.of(roomId)
          return memberIds && new Set(memberIds)
        },
        watchingSinceMs: () => this.#watchingSinceMs,
      },
      onEvents: (room, events, local) => {
        this.hub.broadcast(room, events)
        this.#wakeInTime(room)
        if (!local) return
        bus.publish({ type: 'moved', roomId: room.id, seq: room.seq })
        // What somebody does may call off an end that has been announced.
        if (room.closing && events.some((event) => event.by !== null)) this.#tickSoon(room.id)
      },
      onReplaced: (room) => {
        this.hub.replace(room)
        this.#wakeInTime(room)
      },
    })
    bus.subscribe((message) => {
      if (message.type === 'moved') void this.#guarded(() => this.rooms.catchUp(message.roomId, message.seq))
      if (message.type === 'person')
        void this.#guarded(() => this.#forgetPerson(message.personId, message.isLoggedOut))
    })
  }

  static async open(db: Db, bus: Bus, log: EngineLog): Promise<Engine> {
    const engine = new Engine(db, bus, log)
    await engine.clock.start()
    engine.#watchingSinceMs = engine.clock.nowMs()
    engine.#every(SWEEP_EVERY_MS, () => engine.#sweep())
    engine.#every(SIGHT_EVERY_MS, () => engine.#recordSightings())
    engine.#every(TIDY_EVERY_MS, async () => engine.rooms.forgetUnused(new Set(engine.hub.roomIds())))
    engine.#every(TRIM_EVERY_MS, () => trimOldLogs(db, engine.clock.nowMs()))
    return engine
  }

  /** Lets the clock look at a room now. */
  async tick(roomId: string): Promise<void> {
    const outcome = await this.rooms.execute(roomId, 'clock', { id: randomUUID(), type: 'tick' })
    // Where something happened the next look is set already; where nothing was due, or not yet, it is set here.
    if (!isRefusal(outcome) && outcome.events.length === 0) this.#wakeInTime(outcome.room)
  }

  /** A person's memberships have become somebody else's: every node asks the tables anew. */
  async personMoved(personId: string): Promise<void> {
    this.bus.publish({ type: 'person', personId, isLoggedOut: false })
    await this.#forgetPerson(personId, false)
  }

  /** Browsers were logged out: the streams that they opened as this person end, on every node. */
  async personLoggedOut(personId: string): Promise<void> {
    this.bus.publish({ type: 'person', personId, isLoggedOut: true })
    await this.#forgetPerson(personId, true)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of [...this.#timers, ...this.#wakes.values()]) clearTimeout(timer)
    this.clock.stop()
    this.presence.close()
    this.hub.close()
    await this.#sweeping
    await this.bus.close()
  }

  async #forgetPerson(personId: string, isLoggedOut: boolean): Promise<void> {
    this.rooms.forgetPerson(personId)
    if (!isLoggedOut) return
    const followed = new Set(this.hub.roomIds())
    for (const roomId of await this.rooms.roomsOf(personId)) {
      if (!followed.has(roomId)) continue
      const memberId = await this.rooms.memberIdOf(roomId, personId)
      if (memberId) this.hub.endStreamsOf(roomId, memberId)
    }
  }

  #every(intervalMs: number, work: () => Promise<void>): void {
    const timer = setInterval(() => void this.#guarded(work), intervalMs)
    this.#timers.push(timer.unref())
  }

  /** A database that is away for a moment must not take the node down: the next round repairs what this one missed. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      if (!this.#closed) await work()
    } catch (error) {
      if (!this.#closed) this.#log.error({ err: error }, 'A background task failed; it will be tried again')
    }
  }

  /** One round at a time: what other nodes wrote, then what is due. A slow round is not followed by a crowd of them. */
  async #sweep(): Promise<void> {
    const nowMs = performance.now()
    if (nowMs - this.#lastSweepMs > SLEPT_MS) this.#watchingSinceMs = this.clock.nowMs()
    this.#lastSweepMs = nowMs
    if (this.#sweeping) return
    const round = this.rooms.sweep().then(() => this.#wakeDueRooms())
    this.#sweeping = round.catch(() => {})
    await round.finally(() => (this.#sweeping = null))
  }

  async #wakeDueRooms(): Promise<void> {
    const due = await this.#db
      .select({ id: roomTable.id })
      .from(roomTable)
      .where(and(isNotNull(roomTable.wakeAtMs), lte(roomTable.wakeAtMs, this.clock.nowMs())))
      .orderBy(asc(roomTable.wakeAtMs))
      .limit(WAKE_AT_ONCE)
    await Promise.all(due.map(({ id }) => this.tick(id)))
  }

  /** The sweep is up to a second late, which a song's end must not be. */
  #wakeInTime(room: Room): void {
    clearTimeout(this.#wakes.get(room.id))
    this.#wakes.delete(room.id)
    const nowMs = this.clock.nowMs()
    const atMs = wakeAtMs(room, { nowMs, present: null, anyoneSeenAtMs: nowMs, hostSeenAtMs: nowMs })
    if (atMs === null || this.#closed) return
    const timer = setTimeout(
      () => {
        this.#wakes.delete(room.id)
        this.#tickSoon(room.id)
      },
      Math.max(0, atMs - nowMs),
    )
    this.#wakes.set(room.id, timer.unref())
  }

  /**
   * Coming and going can bring a host back, keep a room open or make the votes enough. Rooms that this node does not
   * serve are left to those that do: it hears of all of them.
   */
  #presenceChanged(roomId: string): void {
    this.hub.tellPresence(roomId)
    const room = this.rooms.held(roomId)
    if (!room) return
    if (room.hostAway || room.closing || room.skipVotes.length || room.failures.length) this.#tickSoon(roomId)
  }

  #tickSoon(roomId: string): void {
    void this.#guarded(() => this.tick(roomId))
  }

  async #recordSightings(): Promise<void> {
    const nowMs = this.clock.nowMs()
    const rows = await Promise.all(
      [...this.presence.local()].map(async ([roomId, memberIds]) => {
        const room = (await this.rooms.replica(roomId))?.room
        const hostIsHere = memberIds.some((id) => room?.members[id] && isHost(room.members[id]))
        return {
          roomId,
          nodeId: this.presence.nodeId,
          anyoneSeenAtMs: nowMs,
          hostSeenAtMs: hostIsHere ? nowMs : null,
        }
      }),
    )
    if (rows.length === 0) return
    await this.#db
      .insert(sightings)
      .values(rows)
      .onConflictDoUpdate({
        target: [sightings.roomId, sightings.nodeId],
        set: {
          anyoneSeenAtMs: sql`excluded.anyone_seen_at_ms`,
          hostSeenAtMs: sql`coalesce(excluded.host_seen_at_ms, ${sightings.hostSeenAtMs})`,
        },
      })
  }
}

import { randomUUID } from 'node:crypto'
import type { Db } from '~/db/client.server'
import type { Outage } from '~/domain/playback/outage'
import type { RoomEvent } from '~/domain/room/event'
import { isRefusal } from '~/domain/room/refusal'
import { dueStartMs, type Room } from '~/domain/room/room'
import { Alarms } from './alarms.server'
import type { Bus } from './bus/bus'
import { RoomClock } from './clock.server'
import { DeviceBook } from './devices/device-book.server'
import type { WaitingTold } from './frames'
import { Gatekeeper } from './gatekeeper.server'
import { Hub } from './hub.server'
import { InboxHub } from './inbox/inbox-hub.server'
import { beginLife } from './store/node-life.server'
import { PresenceBook } from './presence.server'
import { Reactions } from './reactions.server'
import { Rooms } from './rooms.server'
import { Rounds } from './rounds.server'

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
  readonly devices: DeviceBook
  readonly rooms: Rooms
  readonly inbox: InboxHub
  readonly reactions: Reactions
  readonly bus: Bus
  #log: EngineLog
  #gatekeeper: Gatekeeper
  #rounds: Rounds
  #outage: Outage | null = null
  /** The sweep is up to a second late, which a song's end must not be. */
  #alarms: Alarms
  #closed = false
  #departureListeners = new Set<(room: Room) => void>()

  private constructor(db: Db, bus: Bus, log: EngineLog) {
    this.#log = log
    this.bus = bus
    this.clock = new RoomClock(db, (stepMs) =>
      log.warn({ stepMs }, "The database's clock was set; rooms keep their own"),
    )
    this.#alarms = new Alarms({
      nowMs: () => this.clock.nowMs(),
      onDue: (roomId) => this.#tickSoon(roomId),
    })
    this.presence = new PresenceBook(bus, (roomId) => this.#presenceChanged(roomId))
    this.devices = new DeviceBook({
      bus,
      nodeId: this.presence.nodeId,
      roomNowMs: () => this.clock.nowMs(),
      othersServe: (roomId) => this.presence.othersServe(roomId),
      onChange: (roomId) => this.#gatekeeper.look(roomId),
      onNews: (roomId, told) => this.hub.tellDevices(roomId, told),
    })
    this.#gatekeeper = new Gatekeeper({
      devices: this.devices,
      nowMs: () => this.clock.nowMs(),
      held: (roomId) => this.rooms.held(roomId),
      onWaiting: (roomId, told) => this.hub.tellWaiting(roomId, told),
      onDue: (roomId) => this.#tickSoon(roomId),
    })
    this.hub = new Hub({
      presence: (roomId) => this.presence.of(roomId),
      devices: (roomId) => this.devices.told(roomId),
      waiting: (room) => this.#gatekeeper.waiting(room),
    })
    this.inbox = new InboxHub(db, bus)
    this.reactions = new Reactions({
      bus,
      nodeId: this.presence.nodeId,
      othersServe: (roomId) => this.presence.othersServe(roomId),
      onReactions: (roomId, counts) => this.hub.tellReactions(roomId, counts),
    })
    this.rooms = new Rooms({
      db,
      surroundings: {
        clock: this.clock,
        presentIn: (roomId) => {
          const { memberIds } = this.presence.of(roomId)
          return memberIds && new Set(memberIds)
        },
        watchingSinceMs: () => this.#rounds.watchingSinceMs,
        leadMsIn: (roomId) => this.devices.leadMs(roomId),
        soundingIn: (roomId) => this.devices.sounding(roomId),
        outage: () => this.#outage,
      },
      onOpened: (room, event) => this.inbox.announce(room, [event]),
      onEvents: (room, events, local) => {
        this.hub.broadcast(room, events)
        if (events.some(isDeparture)) this.#tellDeparture(room)
        this.#alarms.set(room)
        if (room.gate || room.failures.length > 0) this.#gatekeeper.look(room.id)
        if (!local) return
        bus.publish({ type: 'moved', roomId: room.id, seq: room.seq })
        this.inbox.announce(room, events)
        // What somebody does may call off an end that has been announced.
        if (room.closing && events.some((event) => event.by !== null)) this.#tickSoon(room.id)
      },
      onReplaced: (room) => {
        this.hub.replace(room)
        this.#tellDeparture(room)
        this.#alarms.set(room)
        if (room.gate) this.#gatekeeper.look(room.id)
      },
    })
    this.#rounds = new Rounds({
      db,
      clock: this.clock,
      rooms: this.rooms,
      presence: this.presence,
      followed: () => new Set(this.hub.roomIds()),
      tick: (roomId) => this.tick(roomId),
      guarded: (work) => this.#guarded(work),
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
    engine.#outage = await beginLife(db, engine.clock.nowMs())
    engine.#rounds.start()
    return engine
  }

  /** Lets the clock look at a room now. */
  async tick(roomId: string): Promise<void> {
    const outcome = await this.rooms.execute(roomId, 'clock', { id: randomUUID(), type: 'tick' })
    // Where something happened the next look is set already; where nothing was due, or not yet, it is set here.
    if (!isRefusal(outcome) && outcome.events.length === 0) this.#alarms.set(outcome.room)
  }

  /** Whom this room waits for; null where it waits for nobody, or has only just begun to. */
  waiting(room: Room): WaitingTold | null {
    return this.#gatekeeper.waiting(room)
  }

  /** Tells, on every node, when somebody may have left a room, or was sent away. */
  onDeparture(listener: (room: Room) => void): void {
    this.#departureListeners.add(listener)
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
    this.#alarms.close()
    this.clock.stop()
    this.presence.close()
    this.devices.close()
    this.#gatekeeper.close()
    this.reactions.close()
    this.hub.close()
    this.inbox.close()
    await this.#rounds.stop()
    await this.bus.close()
  }

  async #forgetPerson(personId: string, isLoggedOut: boolean): Promise<void> {
    this.rooms.forgetPerson(personId)
    if (!isLoggedOut) return
    this.inbox.endStreamsOf(personId)
    const followed = new Set(this.hub.roomIds())
    for (const roomId of await this.rooms.roomsOf(personId)) {
      if (!followed.has(roomId)) continue
      const memberId = await this.rooms.memberIdOf(roomId, personId)
      if (memberId) this.hub.endStreamsOf(roomId, memberId)
    }
  }

  #tellDeparture(room: Room): void {
    for (const listener of this.#departureListeners) listener(room)
  }

  /** A database that is away for a moment must not take the node down: the next round repairs what this one missed. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      if (!this.#closed) await work()
    } catch (error) {
      if (!this.#closed) this.#log.error({ err: error }, 'A background task failed; it will be tried again')
    }
  }

  /**
   * Coming and going can bring a host back, keep a room open or make the votes enough. Rooms that this node does not
   * serve are left to those that do: it hears of all of them.
   */
  #presenceChanged(roomId: string): void {
    this.hub.tellPresence(roomId)
    const room = this.rooms.held(roomId)
    const { memberIds } = this.presence.of(roomId)
    if (memberIds) this.devices.keepOnly(roomId, new Set(memberIds))
    if (!room) return
    const startsAtMs = dueStartMs(room)
    const isDue = startsAtMs !== null && startsAtMs <= this.clock.nowMs()
    const waits = room.hostAway || room.closing || room.skipVotes.length || room.failures.length
    if (waits || isDue) this.#tickSoon(roomId)
  }

  #tickSoon(roomId: string): void {
    void this.#guarded(() => this.tick(roomId))
  }
}

function isDeparture({ type }: RoomEvent): boolean {
  return type === 'member.left' || type === 'member.removed'
}

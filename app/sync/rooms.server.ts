import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db, Queries } from '~/db/client.server'
import { rooms } from '~/db/schema/rooms'
import { wasInterrupted } from '~/domain/playback/outage'
import { drawCode, codeLength } from '~/domain/room/code'
import type { Command } from '~/domain/room/command'
import type { RoomEvent } from '~/domain/room/event'
import { presetOf } from '~/domain/room/kinds'
import { wakeAtMs } from '~/domain/room/lifecycle'
import { openRoom, type Opening } from '~/domain/room/open'
import { isRefusal, refuse, type Refusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import {
  everyoneSeen,
  executeLocked,
  findCommand,
  type Outcome,
  type Sender,
  type Surroundings,
} from './execute.server'
import type { Position } from './frames'
import { readLog } from './store/log.server'
import { findMemberId, findPersonId, findRoomIds, findUnidentified } from './store/memberships.server'
import { readPositions, readReplica } from './read-replica.server'
import { Replica } from './replica.server'
import { writeEvents } from './store/write-events.server'

/** What a room is opened with. `id` is chosen here unless the sender minted one. */
type NewRoom = Omit<Opening, 'id' | 'code' | 'hostId' | 'epoch' | 'nowMs' | 'isLocked'> & {
  id?: string
  personId: string
  passwordHash?: string | null
}

/** A replica nobody used for this long is read anew when it is needed. */
const FORGET_AFTER_MS = 5 * 60_000

type Options = {
  db: Db
  surroundings: Surroundings
  /** Called once a room was opened here, after it was committed. */
  onOpened: (room: Room, event: RoomEvent) => void
  /** Called once for each later event that reaches this node, in order, after it was committed. */
  onEvents: (room: Room, events: RoomEvent[], local: boolean) => void
  /** Called when a room was read from its tables: for the first time, or anew where the log does not lead there. */
  onReplaced: (room: Room) => void
}

/** The rooms as this node knows them, and the one way to change them. */
export class Rooms {
  #options: Options
  #held = new Map<string, Replica>()
  #loading = new Map<string, Promise<Replica | null>>()
  #idsByCode = new Map<string, string>()

  constructor(options: Options) {
    this.#options = options
  }

  /** Opens a room for the browser `personId`, who becomes its host. */
  async open(opening: NewRoom): Promise<Room> {
    const { db, surroundings } = this.#options
    const room = openRoom({
      ...opening,
      id: opening.id ?? randomUUID(),
      code: drawCode(codeLength(presetOf(opening.kind).code)),
      hostId: randomUUID(),
      epoch: randomUUID(),
      nowMs: surroundings.clock.nowMs(),
      isLocked: Boolean(opening.passwordHash),
    })
    const hostId = Object.keys(room.members)[0]!
    const event: RoomEvent = { type: 'room.opened', room, seq: 1, atMs: room.createdAtMs, by: hostId }
    const facts = everyoneSeen(room.createdAtMs)
    const { personId, passwordHash } = opening
    const wake = wakeAtMs(room, facts)
    await db.transaction((tx) =>
      writeEvents({ db: tx, before: null, room, personId, passwordHash, wakeAtMs: wake }, [event]),
    )
    this.#held.set(room.id, new Replica(room, [event]))
    this.#options.onOpened(room, event)
    return room
  }

  /** Opens a room under an id that its sender minted: sent twice from one browser, it is the same room (S11). */
  async openOnce(opening: NewRoom & { id: string }): Promise<Room | Refusal> {
    try {
      return await this.open(opening)
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const isTheirs = (await this.memberIdOf(opening.id, opening.personId)) !== null
      return (isTheirs && (await this.read(opening.id))) || refuse('changed_meanwhile')
    }
  }

  /** The room with this stored code, up to date; null when there is none. */
  async findByCode(code: string): Promise<Room | null> {
    const known = this.#idsByCode.get(code)
    if (known) return this.read(known)
    const [row] = await this.#options.db.select({ id: rooms.id }).from(rooms).where(eq(rooms.code, code))
    if (!row) return null
    this.#idsByCode.set(code, row.id)
    return this.read(row.id)
  }

  /** The room, caught up with whatever other nodes have done. */
  async read(roomId: string): Promise<Room | null> {
    const replica = await this.#replica(roomId)
    if (!replica) return null
    const position = (await readPositions(this.#options.db, [roomId])).get(roomId)
    if (position && !replica.isAt(position)) await this.#bringTo(replica, position)
    return replica.room
  }

  /** The room as this node holds it; null when it does not, whether or not it exists. */
  held(roomId: string): Room | null {
    return this.#held.get(roomId)?.room ?? null
  }

  /** The same by its stored code. */
  heldByCode(code: string): Room | null {
    const roomId = this.#idsByCode.get(code)
    return roomId ? this.held(roomId) : null
  }

  /** This node's copy, read from the tables where it held none; null when there is no such room. */
  async replica(roomId: string): Promise<Replica | null> {
    return this.#replica(roomId)
  }

  /** Which member a browser is in a room, whatever became of the membership. */
  async memberIdOf(roomId: string, personId: string): Promise<string | null> {
    const known = this.#held.get(roomId)?.memberIdsByPerson
    const memberId = known?.get(personId) ?? (await findMemberId(this.#options.db, roomId, personId))
    if (memberId) known?.set(personId, memberId)
    return memberId
  }

  /** Whose memberships have become somebody else's: the next to ask reads the tables. */
  forgetPerson(personId: string): void {
    for (const { memberIdsByPerson } of this.#held.values()) memberIdsByPerson.delete(personId)
  }

  /** Who a member is: the account or the browser that came in. Asked anew each time, since logging in changes it. */
  personIdOf(roomId: string, memberId: string): Promise<string | null> {
    return findPersonId(this.#options.db, roomId, memberId)
  }

  /** The rooms that a browser hosted or joined, the latest first. */
  roomsOf(personId: string): Promise<string[]> {
    return findRoomIds(this.#options.db, personId)
  }

  /** Where an account came in before it was known to be one. */
  unidentified(accountId: string): Promise<{ roomId: string; memberId: string }[]> {
    return findUnidentified(this.#options.db, accountId)
  }

  /**
   * The one write path (S1): locks the room, asks the rules, writes events and rows, commits, and only then tells. A
   * command that was done before is not done again (S11).
   */
  async execute(roomId: string, sender: Sender, command: Command): Promise<Outcome> {
    const replica = await this.#replica(roomId)
    return replica ? this.#executeOn(replica, sender, command) : refuse('session_not_found')
  }

  async #executeOn(replica: Replica, sender: Sender, command: Command): Promise<Outcome> {
    return replica.inTurn(async () => {
      const outcome = await this.#options.db
        .transaction((tx) => this.#lockAndExecute(tx, replica, sender, command))
        .catch(refuseTakenId)
      if (!isRefusal(outcome)) this.#tell(replica, outcome.events, true)
      return outcome
    })
  }

  /** Reads what other nodes have written up to `seq`, and tells it here. A room that is not held needs nothing. */
  async catchUp(roomId: string, seq: number): Promise<void> {
    const replica = this.#held.get(roomId) ?? (await this.#loading.get(roomId))
    if (replica && replica.room.seq < seq) await this.#bringTo(replica, { epoch: replica.room.epoch, seq })
  }

  /** Which of the rooms held here have moved on without this node: one query for all of them (S5). */
  async sweep(): Promise<void> {
    const positions = await readPositions(this.#options.db, [...this.#held.keys()])
    const work = [...this.#held.values()].map((replica) => {
      const position = positions.get(replica.room.id)
      // This node may have written while the query ran; only what lies ahead of it, or elsewhere, is news.
      const isNews = position && (position.epoch !== replica.room.epoch || position.seq > replica.room.seq)
      return isNews ? this.#bringTo(replica, position) : null
    })
    await Promise.all(work)
  }

  /** Drops copies that no stream needs and nobody used lately. Waits for nothing, so nobody is handed one meanwhile. */
  forgetUnused(inUse: ReadonlySet<string>): void {
    for (const [roomId, replica] of this.#held) {
      if (inUse.has(roomId) || performance.now() - replica.usedAtMs < FORGET_AFTER_MS) continue
      this.#held.delete(roomId)
      this.#idsByCode.delete(replica.room.code)
    }
  }

  heldCount(): number {
    return this.#held.size
  }

  /** Whether something plays, or is about to, in any room held here. */
  isAnyPlaying(): boolean {
    return [...this.#held.values()].some(({ room }) => room.playhead.playing || room.gate !== null)
  }

  async #lockAndExecute(tx: Queries, replica: Replica, sender: Sender, command: Command): Promise<Outcome> {
    const roomId = replica.room.id
    // Sent together: by the time Postgres looks for the command it holds the lock.
    const [[locked], [doneBefore]] = await Promise.all([
      tx
        .select({ epoch: rooms.epoch, seq: rooms.seq })
        .from(rooms)
        .where(eq(rooms.id, roomId))
        .for('update')
        .execute(),
      sender === 'clock' ? [] : findCommand(tx, roomId, command.id).execute(),
    ])
    if (!locked) return refuse('session_not_found')
    if (!replica.isAt(locked)) await this.#readOn(tx, replica, locked, () => readReplica(tx, roomId))
    const { surroundings } = this.#options
    return executeLocked(tx, replica.room, { sender, command, doneBefore, surroundings })
  }

  async #bringTo(replica: Replica, position: Position): Promise<void> {
    const { db } = this.#options
    await replica.inTurn(async () => {
      const isThere = position.epoch === replica.room.epoch && position.seq <= replica.room.seq
      if (isThere) return
      // Only a transaction's lock keeps the tables still while they are read one after another.
      await this.#readOn(db, replica, position, () =>
        db.transaction((tx) => readReplica(tx, replica.room.id)),
      )
    })
  }

  /** Catches a replica up from the log, or reads the room anew where the log does not lead from it to `position`. */
  async #readOn(
    db: Queries,
    replica: Replica,
    position: Position,
    load: () => Promise<Replica | null>,
  ): Promise<void> {
    const { room } = replica
    const continues = position.epoch === room.epoch && position.seq > room.seq
    const missed = continues ? await readLog(db, room.id, room.seq, position.seq) : null
    if (missed) return this.#tell(replica, missed, false)
    const fresh = await load()
    if (!fresh) return
    replica.restart(fresh)
    this.#options.onReplaced(replica.room)
  }

  #tell(replica: Replica, events: RoomEvent[], local: boolean): void {
    const fresh = replica.accept(events)
    if (fresh.length > 0) this.#options.onEvents(replica.room, fresh, local)
  }

  async #replica(roomId: string): Promise<Replica | null> {
    const held = this.#held.get(roomId)
    if (held) {
      held.usedAtMs = performance.now()
      return held
    }
    let loading = this.#loading.get(roomId)
    if (!loading) {
      loading = this.#hold(roomId).finally(() => this.#loading.delete(roomId))
      this.#loading.set(roomId, loading)
    }
    return loading
  }

  async #hold(roomId: string): Promise<Replica | null> {
    const { db, surroundings } = this.#options
    const replica = await db.transaction((tx) => readReplica(tx, roomId))
    if (!replica) return null
    // Nobody may see or move the room before it is where its policy says after an outage.
    if (wasInterrupted(replica.room, surroundings.outage())) {
      await this.#executeOn(replica, 'clock', { id: randomUUID(), type: 'tick' })
    }
    this.#held.set(roomId, replica)
    this.#options.onReplaced(replica.room)
    return replica
  }
}

/** An id that the room already uses for something else: the sender's mistake, not ours. */
function refuseTakenId(error: unknown): Refusal {
  if (isUniqueViolation(error)) return refuse('changed_meanwhile')
  throw error
}

function isUniqueViolation(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause && cause.code === '23505'
}

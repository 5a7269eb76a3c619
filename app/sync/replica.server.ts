import { apply } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import type { Position } from './frames'

/** What browsers missed while they reconnect is mostly this recent; older gaps are served with a snapshot. */
export const TAIL_EVENTS = 200

/** This node's copy of one room (S3) with the end of its log, and the queue in which its commands stand. */
export class Replica {
  room: Room
  #tail: RoomEvent[]
  #last: Promise<unknown> = Promise.resolve()
  usedAtMs = performance.now()
  /** As far as anybody has asked. Who somebody is in a room changes only when their browser logs in. */
  readonly memberIdsByPerson = new Map<string, string>()

  constructor(room: Room, tail: RoomEvent[]) {
    this.room = room
    this.#tail = tail.slice(-TAIL_EVENTS)
  }

  /** Folds in what it does not have yet, and returns just that. A gap is the caller's to close first. */
  accept(events: RoomEvent[]): RoomEvent[] {
    const fresh = events.filter((event) => event.seq > this.room.seq)
    this.room = fresh.reduce(apply, this.room)
    this.#tail = [...this.#tail, ...fresh].slice(-TAIL_EVENTS)
    return fresh
  }

  /** Takes over what was read anew. */
  restart(fresh: Replica): void {
    this.room = fresh.room
    this.#tail = fresh.#tail
    this.memberIdsByPerson.clear()
  }

  isAt({ epoch, seq }: Position): boolean {
    return this.room.epoch === epoch && this.room.seq === seq
  }

  /** The events after `seq`; null when the tail does not reach back that far. */
  eventsAfter(seq: number): RoomEvent[] | null {
    if (seq === this.room.seq) return []
    const known = this.#tail[0] !== undefined && this.#tail[0].seq <= seq + 1 && seq < this.room.seq
    return known ? this.#tail.filter((event) => event.seq > seq) : null
  }

  /**
   * Runs one piece of work at a time: waiting here costs no connection, while a queue at the row's lock would hold one
   * for each command that waits.
   */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.usedAtMs = performance.now()
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }
}

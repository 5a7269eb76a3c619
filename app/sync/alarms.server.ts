import { wakeAtMs } from '~/domain/room/lifecycle'
import type { Room } from '~/domain/room/room'

type Options = { nowMs: () => number; onDue: (roomId: string) => void }

/** One timer for each room, for the moment at which the clock has something to do in it, such as a song's end. */
export class Alarms {
  readonly #options: Options
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #closed = false

  constructor(options: Options) {
    this.#options = options
  }

  /** In place of the one that was set. */
  set(room: Room): void {
    clearTimeout(this.#timers.get(room.id))
    this.#timers.delete(room.id)
    const nowMs = this.#options.nowMs()
    const atMs = wakeAtMs(room, { nowMs, hostSeenAtMs: nowMs })
    if (atMs === null || this.#closed) return
    const ring = () => {
      this.#timers.delete(room.id)
      this.#options.onDue(room.id)
    }
    this.#timers.set(room.id, setTimeout(ring, Math.max(0, atMs - nowMs)).unref())
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }
}

import { gateDue, waitedFor } from '~/domain/playback/gate'
import { isUnplayable } from '~/domain/playback/votes'
import type { Room } from '~/domain/room/room'
import type { DeviceBook } from './devices/device-book.server'
import { everyoneSeen } from './execute.server'
import type { WaitingTold } from './frames'

/** Most devices need no longer than this, and names that flash by help nobody. */
const NAMES_AFTER_MS = 500
const NAMES_TOLD = 10

type Options = {
  devices: DeviceBook
  nowMs: () => number
  held: (roomId: string) => Room | null
  onWaiting: (roomId: string, told: WaitingTold) => void
  /** The gate of this room is to be opened, or closed. */
  onDue: (roomId: string) => void
}

/** Looks at rooms whenever their devices say something new: at gates, and at what nobody can play. */
export class Gatekeeper {
  #options: Options
  #later = new Map<string, NodeJS.Timeout>()

  constructor(options: Options) {
    this.#options = options
  }

  look(roomId: string): void {
    const { devices, nowMs, held, onDue, onWaiting } = this.#options
    const room = held(roomId)
    if (!room || room.ended) return
    const facts = { ...everyoneSeen(nowMs()), devices: devices.sounding(roomId) }
    if (isUnplayable(room, facts)) return onDue(roomId)
    const { readyGate, stallHoldsRoom } = room.policy
    if (!room.gate && !readyGate && !stallHoldsRoom) return
    if (gateDue(room, facts)) return onDue(roomId)
    if (!room.gate) return
    const waiting = this.waiting(room)
    if (waiting) onWaiting(roomId, waiting)
    else this.#lookAt(roomId, room.gate.closedAtMs + NAMES_AFTER_MS)
  }

  /** Whom the room waits for, once that takes a while. */
  waiting(room: Room): WaitingTold | null {
    const { devices, nowMs } = this.#options
    if (!room.gate || nowMs() < room.gate.closedAtMs + NAMES_AFTER_MS) return null
    const memberIds = waitedFor(room, devices.sounding(room.id) ?? [])
    return { memberIds: memberIds.slice(0, NAMES_TOLD), count: memberIds.length }
  }

  close(): void {
    for (const timer of this.#later.values()) clearTimeout(timer)
  }

  #lookAt(roomId: string, atMs: number): void {
    if (this.#later.has(roomId)) return
    const timer = setTimeout(
      () => {
        this.#later.delete(roomId)
        this.look(roomId)
      },
      Math.max(1, atMs - this.#options.nowMs()),
    )
    this.#later.set(roomId, timer.unref())
  }
}

import { randomUUID } from 'node:crypto'
import type { Bus } from './bus/bus'

/** A member is present while a stream is open or a heartbeat came in this time (S10). */
export const LEASE_MS = 15_000
/** Leases of other nodes are renewed well before they run out. */
const ANNOUNCE_EVERY_MS = 5_000
/** Comings and goings within this time are told together. */
const SETTLE_MS = 200
/** Above this, presence travels as a count: a thousand names tell nobody anything. */
export const NAMED_UP_TO = 100

/** Who is connected to a room, over all nodes. `memberIds` is null in rooms too large to name everyone. */
export type Presence = { memberIds: string[] | null; count: number }

type Seat = { streams: number; leaseUntilMs: number }
type RemoteNode = Presence & { untilMs: number }

/** Keeps who is connected, by leases. Knows nothing of what members may do. Times are monotonic. */
export class PresenceBook {
  readonly nodeId = randomUUID()
  #bus: Bus
  #seats = new Map<string, Map<string, Seat>>()
  #remote = new Map<string, Map<string, RemoteNode>>()
  #told = new Map<string, string>()
  #counted = new Map<string, { presence: Presence; untilMs: number }>()
  #unsettled = new Map<string, NodeJS.Timeout>()
  #onChange: (roomId: string) => void
  #timer: NodeJS.Timeout

  constructor(bus: Bus, onChange: (roomId: string) => void) {
    this.#bus = bus
    this.#onChange = onChange
    bus.subscribe((message) => {
      if (message.type !== 'presence' || message.nodeId === this.nodeId) return
      const nodes = getOrMake(this.#remote, message.roomId, () => new Map<string, RemoteNode>())
      const { memberIds, count } = message
      nodes.set(message.nodeId, { memberIds, count, untilMs: performance.now() + LEASE_MS })
      this.#settle(message.roomId)
    })
    this.#timer = setInterval(() => this.#renew(), ANNOUNCE_EVERY_MS)
    this.#timer.unref()
  }

  /** A stream opened; call what it returns when it has closed. */
  enter(roomId: string, memberId: string): () => void {
    const seat = this.#seat(roomId, memberId)
    seat.streams += 1
    this.#settle(roomId)
    let left = false
    return () => {
      if (left) return
      left = true
      seat.streams -= 1
      seat.leaseUntilMs = 0
      this.#settle(roomId)
    }
  }

  /** A sign of life without a stream: a heartbeat, a page that refreshes itself. */
  touch(roomId: string, memberId: string): void {
    const seat = this.#seat(roomId, memberId)
    const wasPresent = isTaken(seat)
    seat.leaseUntilMs = performance.now() + LEASE_MS
    if (!wasPresent) this.#settle(roomId)
  }

  /** In a large room as it was a moment ago: everyone who comes in asks, and counting takes a look at everyone. */
  of(roomId: string): Presence {
    const counted = this.#counted.get(roomId)
    return counted && counted.untilMs > performance.now() ? counted.presence : this.#count(roomId)
  }

  /** Whether other nodes have people in this room. */
  othersServe(roomId: string): boolean {
    const nodes = [...(this.#remote.get(roomId)?.values() ?? [])]
    return nodes.some(({ count, untilMs }) => count > 0 && untilMs > performance.now())
  }

  #count(roomId: string): Presence {
    const local = this.#localMembers(roomId)
    const nodes = [...(this.#remote.get(roomId)?.values() ?? [])].filter(
      (node) => node.untilMs > performance.now(),
    )
    const named = nodes.every((node) => node.memberIds !== null)
    const memberIds = new Set([...local, ...nodes.flatMap((node) => node.memberIds ?? [])])
    const unnamed = nodes.reduce((sum, node) => sum + (node.memberIds ? 0 : node.count), 0)
    const count = memberIds.size + unnamed
    if (named && count <= NAMED_UP_TO) {
      this.#counted.delete(roomId)
      return { memberIds: [...memberIds], count }
    }
    const presence = { memberIds: null, count }
    this.#counted.set(roomId, { presence, untilMs: performance.now() + SETTLE_MS })
    return presence
  }

  /** Members connected to this node, by room. */
  local(): Map<string, string[]> {
    const present = [...this.#seats.keys()].map((roomId) => [roomId, this.#localMembers(roomId)] as const)
    return new Map(present.filter(([, memberIds]) => memberIds.length > 0))
  }

  close(): void {
    clearInterval(this.#timer)
    for (const timer of this.#unsettled.values()) clearTimeout(timer)
  }

  #seat(roomId: string, memberId: string): Seat {
    const room = getOrMake(this.#seats, roomId, () => new Map<string, Seat>())
    return getOrMake(room, memberId, () => ({ streams: 0, leaseUntilMs: 0 }))
  }

  #localMembers(roomId: string): string[] {
    const seats = this.#seats.get(roomId) ?? new Map<string, Seat>()
    return [...seats].filter(([, seat]) => isTaken(seat)).map(([memberId]) => memberId)
  }

  /** Tells of a change once things have settled, so that a reload is neither a leaving nor a coming. */
  #settle(roomId: string): void {
    if (this.#unsettled.has(roomId)) return
    const timer = setTimeout(() => {
      this.#unsettled.delete(roomId)
      this.#tell(roomId)
    }, SETTLE_MS)
    this.#unsettled.set(roomId, timer.unref())
  }

  #tell(roomId: string): void {
    const { memberIds, count } = this.#count(roomId)
    const state = `${count} ${memberIds?.sort().join(' ')}`
    if (this.#told.get(roomId) === state) return
    this.#told.set(roomId, state)
    // Who is connected elsewhere is for the nodes there to announce.
    if (this.#seats.has(roomId)) this.#announce(roomId)
    this.#onChange(roomId)
  }

  #announce(roomId: string): void {
    const local = this.#localMembers(roomId)
    const memberIds = local.length <= NAMED_UP_TO ? local : null
    this.#bus.publish({ type: 'presence', roomId, nodeId: this.nodeId, memberIds, count: local.length })
  }

  /** Renews the leases at other nodes, and drops what has run out here. */
  #renew(): void {
    for (const [roomId, room] of this.#seats) {
      for (const [memberId, seat] of room) if (!isTaken(seat)) room.delete(memberId)
      this.#announce(roomId)
      if (room.size === 0) this.#seats.delete(roomId)
      this.#settle(roomId)
    }
    for (const [roomId, nodes] of this.#remote) {
      for (const [nodeId, node] of nodes) if (node.untilMs <= performance.now()) nodes.delete(nodeId)
      if (nodes.size === 0) this.#remote.delete(roomId)
      this.#settle(roomId)
    }
    for (const roomId of this.#told.keys()) {
      if (this.#seats.has(roomId) || this.#remote.has(roomId)) continue
      this.#told.delete(roomId)
      this.#counted.delete(roomId)
    }
  }
}

function isTaken(seat: Seat): boolean {
  return seat.streams > 0 || seat.leaseUntilMs > performance.now()
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

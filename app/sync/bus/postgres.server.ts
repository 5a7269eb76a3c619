import { randomUUID } from 'node:crypto'
import { connect, type PostgresAddress, type Sql } from '~/db/client.server'
import type { Bus, BusHealth, BusMessage } from './bus'

const CHANNEL = 'tutti'
/** Postgres takes 8,000 bytes a notification. */
const MAX_PAYLOAD_BYTES = 7_900
/** A node that cannot hear itself is deaf, whatever its socket says. */
const BEAT_EVERY_MS = 1_000
const DEAF_AFTER_MS = 4_000
/** What piles up while Postgres is away is worth nothing later: the sweep has repaired it by then. */
const MAX_PENDING = 10_000

type Beat = { type: 'beat'; from: string }

/**
 * The bus over LISTEN and NOTIFY. A coalescer on a connection of its own sends what has piled up each time the last
 * NOTIFY returns (S6), never inside a command's transaction: no timer, no added delay, many messages a batch.
 */
export class PostgresBus implements Bus {
  #address: PostgresAddress
  #sender: Sql
  #receiver: Sql
  #id = randomUUID()
  /** By what they are about: a later hint about the same thing replaces the earlier one. */
  #pending = new Map<string, BusMessage | Beat>()
  #sending = false
  #closed = false
  #listeners = new Set<(message: BusMessage) => void>()
  #lastHeardAtMs = performance.now()
  #beat: NodeJS.Timeout | undefined

  private constructor(address: PostgresAddress) {
    this.#address = address
    this.#sender = connect(address, 1)
    this.#receiver = connect(address, 1)
  }

  static async open(address: PostgresAddress): Promise<PostgresBus> {
    const bus = new PostgresBus(address)
    await bus.#listen()
    bus.#beat = setInterval(() => bus.#checkHearing(), BEAT_EVERY_MS)
    bus.#beat.unref()
    return bus
  }

  publish(message: BusMessage): void {
    this.#enqueue(keyOf(message), message)
  }

  subscribe(listener: (message: BusMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  health(): BusHealth {
    const lastHeardAgoMs = performance.now() - this.#lastHeardAtMs
    return { healthy: lastHeardAgoMs < DEAF_AFTER_MS, lastHeardAgoMs }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#beat)
    await Promise.all([this.#sender.end({ timeout: 1 }), this.#receiver.end({ timeout: 1 })])
  }

  #enqueue(key: string, message: BusMessage | Beat): void {
    if (this.#closed || this.#pending.size >= MAX_PENDING) return
    this.#pending.set(key, message)
    if (!this.#sending) void this.#send()
  }

  async #send(): Promise<void> {
    this.#sending = true
    try {
      while (this.#pending.size > 0 && !this.#closed) {
        await this.#sender`select pg_notify(${CHANNEL}, ${this.#takeBatch()})`
      }
    } catch {
      // Lost hints are repaired by the sweep; the client reconnects by itself.
    } finally {
      this.#sending = false
    }
  }

  /** As many of the pending messages as one notification carries. */
  #takeBatch(): string {
    const batch: string[] = []
    let bytes = 2
    for (const [key, message] of this.#pending) {
      const text = JSON.stringify(message)
      bytes += Buffer.byteLength(text) + 1
      if (bytes > MAX_PAYLOAD_BYTES && batch.length > 0) break
      batch.push(text)
      this.#pending.delete(key)
    }
    return `[${batch.join(',')}]`
  }

  async #listen(): Promise<void> {
    await this.#receiver.listen(CHANNEL, (payload) => this.#receive(payload))
  }

  #receive(payload: string): void {
    this.#lastHeardAtMs = performance.now()
    for (const message of readBatch(payload)) {
      if (message.type === 'beat') continue
      for (const listener of this.#listeners) listener(message)
    }
  }

  /** Says something to itself, and takes a new connection when it has not heard anything for too long. */
  #checkHearing(): void {
    if (!this.health().healthy) void this.#reopenEars()
    this.#enqueue('beat', { type: 'beat', from: this.#id })
  }

  async #reopenEars(): Promise<void> {
    this.#lastHeardAtMs = performance.now()
    const deaf = this.#receiver
    this.#receiver = connect(this.#address, 1)
    await deaf.end({ timeout: 1 }).catch(() => {})
    await this.#listen().catch(() => {})
  }
}

/** Anyone with a login to the database can notify on the channel: what makes no sense is dropped. */
function readBatch(payload: string): (BusMessage | Beat)[] {
  try {
    const batch: unknown = JSON.parse(payload)
    return Array.isArray(batch) ? batch.filter((message) => typeof message?.type === 'string') : []
  } catch {
    return []
  }
}

/** Of several messages with one key the last one is enough. */
function keyOf(message: BusMessage): string {
  switch (message.type) {
    case 'moved':
      return `moved ${message.roomId}`
    case 'presence':
      return `presence ${message.roomId} ${message.nodeId}`
    case 'devices':
      return `devices ${message.roomId} ${message.nodeId} ${message.part}`
    case 'reactions':
      return `reactions ${message.roomId} ${message.nodeId}`
    case 'inbox':
      return `inbox ${message.accountId}`
    case 'access':
      return 'access'
    case 'person':
      return `person ${message.personId} ${message.isLoggedOut}`
  }
}

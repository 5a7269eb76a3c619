import type { Bus, BusHealth, BusMessage } from '~/sync/bus/bus'

/** How badly the bus behaves. */
export type Chaos = { lose: number; repeat: number; maxDelayMs: number }

const MAYHEM: Chaos = { lose: 0.4, repeat: 0.3, maxDelayMs: 60 }

/**
 * Nodes joined by a bus that loses, repeats and reorders what it is given, the same way each time for one seed. What a
 * hub owes its readers must not depend on it (S5).
 */
export class ChaosNet {
  lost = 0
  repeated = 0
  delivered = 0
  #random: () => number
  #chaos: Chaos
  #nodes = new Set<ChaosBus>()

  constructor(seed: number, chaos: Partial<Chaos> = {}) {
    this.#random = seededRandom(seed)
    this.#chaos = { ...MAYHEM, ...chaos }
  }

  join(): Bus {
    const node = new ChaosBus(this)
    this.#nodes.add(node)
    return node
  }

  carry(message: BusMessage): void {
    for (const node of this.#nodes) {
      if (this.#random() < this.#chaos.lose) {
        this.lost += 1
        continue
      }
      this.#deliver(node, message)
      if (this.#random() >= this.#chaos.repeat) continue
      this.repeated += 1
      this.#deliver(node, message)
    }
  }

  leave(node: ChaosBus): void {
    this.#nodes.delete(node)
  }

  #deliver(node: ChaosBus, message: BusMessage): void {
    const delayMs = this.#random() * this.#chaos.maxDelayMs
    setTimeout(() => {
      this.delivered += 1
      node.hear(message)
    }, delayMs).unref()
  }
}

class ChaosBus implements Bus {
  #net: ChaosNet
  #listeners = new Set<(message: BusMessage) => void>()

  constructor(net: ChaosNet) {
    this.#net = net
  }

  publish(message: BusMessage): void {
    this.#net.carry(structuredClone(message))
  }

  subscribe(listener: (message: BusMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  hear(message: BusMessage): void {
    for (const listener of this.#listeners) listener(message)
  }

  health(): BusHealth {
    return { healthy: true, lastHeardAgoMs: 0 }
  }

  async close(): Promise<void> {
    this.#net.leave(this)
    this.#listeners.clear()
  }
}

/** mulberry32: small, and even enough to be unfair to everybody alike. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

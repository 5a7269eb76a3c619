import { addReactions, type Reaction, type ReactionCounts } from '~/domain/chat/reaction'
import type { Bus } from './bus/bus'

/** What two hundred people throw within this time flies in one frame; a single one flies at once. */
const TELL_EVERY_MS = 250

type Options = {
  bus: Bus
  nodeId: string
  othersServe: (roomId: string) => boolean
  onReactions: (roomId: string, counts: ReactionCounts) => void
}

/** `ours` came in here and goes to the other nodes, too. */
type Wave = { all: ReactionCounts; ours: ReactionCounts }

/**
 * What people throw at the picture, on its way to everybody and kept nowhere: neither in the log nor in a table. Told at
 * most four times a second for each room, however many throw.
 */
export class Reactions {
  #options: Options
  /** What has piled up since a room was last told, for as long as the next telling must wait. */
  #waves = new Map<string, Wave>()
  #timers = new Map<string, NodeJS.Timeout>()

  constructor(options: Options) {
    this.#options = options
    options.bus.subscribe((message) => {
      if (message.type !== 'reactions' || message.nodeId === options.nodeId) return
      this.#add(message.roomId, { all: addReactions({}, message.counts), ours: {} })
    })
  }

  react(roomId: string, reaction: Reaction): void {
    const one = { [reaction]: 1 }
    this.#add(roomId, { all: one, ours: one })
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#waves.clear()
  }

  #add(roomId: string, { all, ours }: Wave): void {
    const wave = this.#waves.get(roomId) ?? { all: {}, ours: {} }
    this.#waves.set(roomId, { all: addReactions(wave.all, all), ours: addReactions(wave.ours, ours) })
    if (!this.#timers.has(roomId)) this.#tell(roomId)
  }

  #tell(roomId: string): void {
    const wave = this.#waves.get(roomId)
    this.#waves.delete(roomId)
    this.#timers.delete(roomId)
    if (!wave) return
    const { bus, nodeId, othersServe, onReactions } = this.#options
    onReactions(roomId, wave.all)
    const isOurs = Object.keys(wave.ours).length > 0
    if (isOurs && othersServe(roomId)) bus.publish({ type: 'reactions', roomId, nodeId, counts: wave.ours })
    const timer = setTimeout(() => this.#tell(roomId), TELL_EVERY_MS)
    this.#timers.set(roomId, timer.unref())
  }
}

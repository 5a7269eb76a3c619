import type { SoundingDevice } from '~/domain/playback/device'
import { SHORTEST_LEAD_MS } from '~/domain/playback/lead'
import type { Bus, BusMessage, DeviceWord } from '../bus/bus'
import type { DevicesTold } from '../frames'
import { RoomDevices } from './room-devices.server'
import { isNews } from './told.server'

/** Hosts and other nodes hear of a room this often at most. */
const TELL_EVERY_MS = 1_000
/** What comes in the same moment is told together: of a room that loads a song, all devices speak at once. */
const SETTLE_MS = 20
/** Leases of other nodes are renewed well before they run out. */
const RENEW_EVERY_MS = 5_000
/** So many words, with their ids, fit into one notification of the bus. */
const WORDS_A_MESSAGE = 16

type Options = {
  bus: Bus
  nodeId: string
  roomNowMs: () => number
  /** Whether other nodes serve people of this room, and so want to hear of its devices. */
  othersServe: (roomId: string) => boolean
  /** What devices are ready for, or whether they can go on, has changed. */
  onChange: (roomId: string) => void
  /** There is something worth telling the hosts of a room. */
  onNews: (roomId: string, told: DevicesTold) => void
}

/**
 * How the devices in each room stand, by what they said with their last heartbeat: leases beside those of presence
 * (S10), riding the bus and never the log.
 */
export class DeviceBook {
  #options: Options
  #rooms = new Map<string, RoomDevices>()
  #told = new Map<string, { told: DevicesTold | null; atMs: number }>()
  #changed = new Set<string>()
  #settling: NodeJS.Timeout | undefined
  #telling = new Map<string, NodeJS.Timeout>()
  #parts = 0
  #timer: NodeJS.Timeout

  constructor(options: Options) {
    this.#options = options
    options.bus.subscribe((message) => {
      if (message.type === 'devices' && message.nodeId !== options.nodeId) this.#hearNode(message)
    })
    this.#timer = setInterval(() => this.#renew(), RENEW_EVERY_MS)
    this.#timer.unref()
  }

  /** A heartbeat said how a device stands. */
  hear(roomId: string, word: DeviceWord): void {
    this.#take(roomId, word, this.#options.nodeId)
    this.#tellLater(roomId)
  }

  /** Whether several devices sound in this place. Past a hundred in a room, of those that this node hears of. */
  areTogether(roomId: string, place: string): boolean {
    return (this.#rooms.get(roomId)?.soundingAt(place) ?? 0) > 1
  }

  /** The devices that sound; null where people are connected to other nodes and nothing has been heard of theirs. */
  sounding(roomId: string): SoundingDevice[] | null {
    const known = this.#rooms.get(roomId)
    if (known && !known.isEmpty) return known.sounding()
    return this.#options.othersServe(roomId) ? null : []
  }

  /** How far ahead a start must lie here. */
  leadMs(roomId: string): number {
    return this.#rooms.get(roomId)?.leadMs() ?? SHORTEST_LEAD_MS
  }

  /** How all stand now, for hosts. */
  told(roomId: string): DevicesTold {
    return this.#rooms.get(roomId)?.told() ?? { byMember: {}, counts: {} }
  }

  /** Forgets the devices of those who are not connected any more. */
  keepOnly(roomId: string, present: ReadonlySet<string>): void {
    if (!this.#rooms.get(roomId)?.forget((memberId) => present.has(memberId))) return
    this.#changeSoon(roomId)
    this.#tellLater(roomId)
  }

  close(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#settling)
    for (const timer of this.#telling.values()) clearTimeout(timer)
  }

  #take(roomId: string, word: DeviceWord, nodeId: string): void {
    if (this.#room(roomId).take(word, nodeId, this.#options.roomNowMs())) this.#changeSoon(roomId)
  }

  #hearNode({ roomId, nodeId, words, crowd }: Extract<BusMessage, { type: 'devices' }>): void {
    for (const word of words) this.#take(roomId, word, nodeId)
    this.#room(roomId).takeCrowd(nodeId, crowd)
    this.#tellLater(roomId)
  }

  #changeSoon(roomId: string): void {
    this.#changed.add(roomId)
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      const changed = [...this.#changed]
      this.#changed.clear()
      for (const id of changed) this.#options.onChange(id)
    }, SETTLE_MS).unref()
  }

  #tellLater(roomId: string): void {
    if (this.#telling.has(roomId)) return
    const sinceMs = performance.now() - (this.#told.get(roomId)?.atMs ?? -Infinity)
    const timer = setTimeout(
      () => {
        this.#telling.delete(roomId)
        this.#tell(roomId)
      },
      Math.max(SETTLE_MS, TELL_EVERY_MS - sinceMs),
    )
    this.#telling.set(roomId, timer.unref())
  }

  #tell(roomId: string): void {
    const before = this.#told.get(roomId)?.told ?? null
    this.#publish(roomId, this.#room(roomId), false)
    const told = this.told(roomId)
    const isWorthIt = isNews(before, told)
    this.#told.set(roomId, { told: isWorthIt ? told : before, atMs: performance.now() })
    if (isWorthIt) this.#options.onNews(roomId, told)
  }

  #publish(roomId: string, room: RoomDevices, all: boolean): void {
    const { bus, nodeId, othersServe } = this.#options
    if (!othersServe(roomId)) return
    const { words, crowd } = room.words(nodeId, all, WORDS_A_MESSAGE)
    for (let from = 0; from < words.length; from += WORDS_A_MESSAGE) {
      // Each is about other devices: the bus must not take a later part for the same thing said anew.
      const part = ++this.#parts
      bus.publish({
        type: 'devices',
        roomId,
        nodeId,
        part,
        words: words.slice(from, from + WORDS_A_MESSAGE),
        crowd,
      })
    }
  }

  /** Drops what has run out, and renews the leases at other nodes. */
  #renew(): void {
    for (const [roomId, room] of this.#rooms) {
      if (room.forget()) {
        this.#changeSoon(roomId)
        this.#tellLater(roomId)
      }
      this.#publish(roomId, room, true)
      if (!room.isEmpty || this.#telling.has(roomId)) continue
      this.#rooms.delete(roomId)
      this.#told.delete(roomId)
    }
  }

  #room(roomId: string): RoomDevices {
    const room = this.#rooms.get(roomId) ?? new RoomDevices()
    this.#rooms.set(roomId, room)
    return room
  }
}

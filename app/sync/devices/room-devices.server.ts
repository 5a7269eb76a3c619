import { sounds, type DeviceReport, type SoundingDevice } from '~/domain/playback/device'
import { leadFor } from '~/domain/playback/lead'
import type { CrowdWord, DeviceWord } from '../bus/bus'
import type { DevicesTold } from '../frames'
import { LEASE_MS, NAMED_UP_TO } from '../presence.server'
import { addCounts, countStates, hasMoved, tellDevices, worstFirst, type Counts } from './told.server'

/** Nobody listens with more devices than this at once; the one that was silent longest goes. */
const DEVICES_A_MEMBER = 8
/** Each start asks for the lead, and to find it takes a look at everyone. */
const LEAD_HOLDS_MS = 500

type Seat = DeviceWord & {
  /** The node it speaks to. */
  nodeId: string
  untilMs: number
  stalledSinceMs: number | null
  /** What other nodes were last told. */
  published: DeviceReport | null
}

/** The devices of one room, each known by its last word for as long as its lease runs. Times are monotonic. */
export class RoomDevices {
  #seats = new Map<string, Map<string, Seat>>()
  /** How many devices sound in each place. */
  #places = new Map<string, number>()
  #crowds = new Map<string, CrowdWord & { untilMs: number }>()
  #lead = { ms: 0, untilMs: -Infinity }

  /** Takes a device's word. True when the rules could answer differently now. */
  take(word: DeviceWord, nodeId: string, roomNowMs: number): boolean {
    const known = this.#seats.get(word.memberId)?.get(word.deviceId)
    if (known) this.#remove(known)
    const stalledSinceMs = word.report.state === 'stalled' ? (known?.stalledSinceMs ?? roomNowMs) : null
    const untilMs = performance.now() + LEASE_MS
    const published = known?.published ?? null
    const own = this.#add({ ...word, nodeId, untilMs, stalledSinceMs, published })
    // The last one in a map is the one heard last.
    if (own.size > DEVICES_A_MEMBER) this.#remove(own.values().next().value!)
    return !known || isTurn(known.report, word.report)
  }

  /** Another node has more devices than it can name. */
  takeCrowd(nodeId: string, crowd: CrowdWord | null): void {
    if (crowd) this.#crowds.set(nodeId, { ...crowd, untilMs: performance.now() + LEASE_MS })
    else this.#crowds.delete(nodeId)
  }

  /** Forgets what has run out, and whom `stays` does not hold with. True when something was forgotten. */
  forget(stays: (memberId: string) => boolean = () => true): boolean {
    const nowMs = performance.now()
    const gone = this.#all().filter(({ memberId, untilMs }) => untilMs <= nowMs || !stays(memberId))
    for (const seat of gone) this.#remove(seat)
    for (const [nodeId, { untilMs }] of this.#crowds) if (untilMs <= nowMs) this.#crowds.delete(nodeId)
    return gone.length > 0
  }

  get isEmpty(): boolean {
    return this.#seats.size === 0 && this.#crowds.size === 0
  }

  /** How many devices sound in this place. */
  soundingAt(place: string): number {
    return this.#places.get(place) ?? 0
  }

  sounding(): SoundingDevice[] {
    return this.#all()
      .filter(({ report }) => sounds(report.state))
      .map(({ memberId, report: { readyItemId, nextReadyItemId, seq }, stalledSinceMs }) => {
        return { memberId, readyItemId, nextReadyItemId, seq, stalledSinceMs }
      })
  }

  leadMs(): number {
    const nowMs = performance.now()
    if (this.#lead.untilMs <= nowMs) {
      const crowds = [...this.#crowds.values()].map(({ leadMs }) => leadMs)
      const ms = Math.max(leadFor(sounding(this.#all())), ...crowds)
      this.#lead = { ms, untilMs: nowMs + LEAD_HOLDS_MS }
    }
    return this.#lead.ms
  }

  told(): DevicesTold {
    const seats = this.#all()
    // Of a crowd those that are named are counted with the rest of it.
    const counted = seats.filter(({ nodeId }) => !this.#crowds.has(nodeId)).map(({ report }) => report)
    const crowds = [...this.#crowds.values()].reduce<Counts>((sum, { counts }) => addCounts(sum, counts), {})
    return tellDevices(seats, addCounts(countStates(counted), crowds))
  }

  /**
   * What other nodes have not heard yet of the devices that speak to this one, or all of it. A crowd is told by figures
   * and its `crowdNames` worst.
   */
  words(nodeId: string, all: boolean, crowdNames: number): { words: DeviceWord[]; crowd: CrowdWord | null } {
    const own = this.#all().filter((seat) => seat.nodeId === nodeId)
    const isCrowd = own.length > NAMED_UP_TO
    const named = isCrowd
      ? own.toSorted((one, other) => worstFirst(one.report, other.report)).slice(0, crowdNames)
      : own
    const news = named.filter(
      ({ report, published }) => all || !published || isWorthTelling(published, report),
    )
    const words = news.map((seat) => {
      seat.published = seat.report
      const { memberId, deviceId, place, report } = seat
      return { memberId, deviceId, place, report }
    })
    const counts = countStates(own.map(({ report }) => report))
    return { words, crowd: isCrowd ? { counts, leadMs: leadFor(sounding(own)) } : null }
  }

  #all(): Seat[] {
    return [...this.#seats.values()].flatMap((own) => [...own.values()])
  }

  #add(seat: Seat): Map<string, Seat> {
    const own = this.#seats.get(seat.memberId) ?? new Map<string, Seat>()
    this.#seats.set(seat.memberId, own.set(seat.deviceId, seat))
    this.#count(seat, 1)
    return own
  }

  #remove(seat: Seat): void {
    const own = this.#seats.get(seat.memberId)
    if (!own?.delete(seat.deviceId)) return
    if (own.size === 0) this.#seats.delete(seat.memberId)
    this.#count(seat, -1)
  }

  #count({ place, report }: Seat, by: 1 | -1): void {
    if (!sounds(report.state)) return
    const count = this.soundingAt(place) + by
    if (count > 0) this.#places.set(place, count)
    else this.#places.delete(place)
  }
}

function sounding(seats: readonly Seat[]): DeviceReport[] {
  return seats.map(({ report }) => report).filter(({ state }) => sounds(state))
}

function isTurn(before: DeviceReport, after: DeviceReport): boolean {
  return (
    before.state !== after.state ||
    before.readyItemId !== after.readyItemId ||
    before.nextReadyItemId !== after.nextReadyItemId ||
    before.seq !== after.seq
  )
}

function isWorthTelling(before: DeviceReport, after: DeviceReport): boolean {
  return isTurn(before, after) || hasMoved(before, after)
}

import type { ReactionCounts } from '~/domain/chat/reaction'
import type { RoomEvent } from '~/domain/room/event'
import type { Member } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import { audienceOf, isFor, type Audience } from '~/domain/room/view'
import type { DevicesTold, PresenceTold, WaitingTold } from './frames'
import { eventsFrame, frame, KEEP_ALIVE, snapshotFrame } from './frames.server'

/** One open stream. `write` is bounded and may cut the stream; `end` writes its last words first. */
export type Stream = {
  memberId: string
  write(chunk: Buffer): void
  end(lastChunk: Buffer): void
}

/** Someone at the door has a stream that says nothing until they are let in. */
type Seat = {
  stream: Stream
  audience: Audience | 'door'
  sentSeq: number
  /** The track of which this stream said that its reader may not see it. Before it said anything, the page may have. */
  withheld?: string | null
}

/** What is told of the moment and stands in no log. */
export type Moment = {
  presence: (roomId: string) => PresenceTold
  devices: (roomId: string) => DevicesTold
  /** Null where no gate is closed. */
  waiting: (room: Room) => WaitingTold | null
}

type RoomSeats = { seats: Set<Seat>; pending: RoomEvent[]; room: Room }

/** Proxies close what has been silent for a minute; some phones' networks after half of that. */
const KEEP_ALIVE_EVERY_MS = 15_000

/**
 * The streams of this node, by room. Events of one tick leave as one write, encoded once for each audience (S7); a
 * stream ends when its membership does (S8).
 */
export class Hub {
  #rooms = new Map<string, RoomSeats>()
  #timer: NodeJS.Timeout
  #moment: Moment

  constructor(moment: Moment) {
    this.#moment = moment
    this.#timer = setInterval(() => this.#keepAlive(), KEEP_ALIVE_EVERY_MS)
    this.#timer.unref()
  }

  /**
   * Adds a stream that has been sent everything up to and including `room.seq`. Must follow that sending in the same
   * tick. Returns how to take it away again.
   */
  add(room: Room, stream: Stream): () => void {
    const group = this.#rooms.get(room.id) ?? { seats: new Set<Seat>(), pending: [], room }
    this.#rooms.set(room.id, group)
    const member = room.members[stream.memberId]!
    const audience = member.state === 'waiting' ? 'door' : audienceOf(member)
    const seat: Seat = { stream, audience, sentSeq: room.seq }
    group.seats.add(seat)
    return () => this.#remove(group, seat)
  }

  /** Tells everyone in the room, at the end of this tick. `room` is as it is after these events. */
  broadcast(room: Room, events: RoomEvent[]): void {
    const group = this.#rooms.get(room.id)
    if (!group) return
    group.room = room
    if (group.pending.length === 0) setImmediate(() => this.#flush(group))
    group.pending.push(...events)
  }

  /** The room was read anew, past events that no log holds any more: everyone starts from its new state. */
  replace(room: Room): void {
    const group = this.#rooms.get(room.id)
    if (!group) return
    group.room = room
    group.pending = []
    for (const seat of group.seats) {
      if (!this.#followMembership(group, seat)) this.#sendSnapshot(seat, room)
      if (room.ended) this.#endSeat(group, seat, frame('gone', { why: 'ended' }))
    }
  }

  tellPresence(roomId: string): void {
    this.#tell(roomId, ['hosts', 'members'], () => frame('presence', this.#moment.presence(roomId)))
  }

  tellDevices(roomId: string, told: DevicesTold): void {
    this.#tell(roomId, ['hosts'], () => frame('devices', told))
  }

  tellWaiting(roomId: string, told: WaitingTold): void {
    this.#tell(roomId, ['hosts', 'members'], () => frame('waiting', told))
  }

  /** Tells a member which track they may not see, where that is news to them. */
  tellWithheld(roomId: string, memberId: string, trackId: string | null): void {
    for (const seat of this.#rooms.get(roomId)?.seats ?? []) {
      if (seat.stream.memberId !== memberId || seat.withheld === trackId) continue
      seat.withheld = trackId
      seat.stream.write(frame('withheld', { trackId }))
    }
  }

  tellReactions(roomId: string, counts: ReactionCounts): void {
    this.#tell(roomId, ['hosts', 'members'], () => frame('reactions', counts))
  }

  /** What a stream of this audience is told of the moment beside presence, when it opens or begins anew. */
  momentFrames(room: Room, audience: Audience): Buffer[] {
    const devices = audience === 'hosts' ? [frame('devices', this.#moment.devices(room.id))] : []
    const waiting = this.#moment.waiting(room)
    return waiting ? [...devices, frame('waiting', waiting)] : devices
  }

  /** Ends a member's streams. Browsers come back by themselves, and are asked again who they are. */
  endStreamsOf(roomId: string, memberId: string): void {
    const group = this.#rooms.get(roomId)
    for (const seat of group?.seats ?? []) {
      if (seat.stream.memberId === memberId) this.#endSeat(group!, seat, KEEP_ALIVE)
    }
  }

  /** Who follows a room by this node. */
  memberIdsIn(roomId: string): Set<string> {
    return new Set([...(this.#rooms.get(roomId)?.seats ?? [])].map(({ stream }) => stream.memberId))
  }

  roomIds(): string[] {
    return [...this.#rooms.keys()]
  }

  streamCount(): number {
    let count = 0
    for (const group of this.#rooms.values()) count += group.seats.size
    return count
  }

  /** Ends every stream, so that a server that stops does not wait for its readers. Browsers come back by themselves. */
  close(): void {
    clearInterval(this.#timer)
    for (const { seats } of this.#rooms.values()) {
      for (const seat of seats) seat.stream.end(KEEP_ALIVE)
    }
    this.#rooms.clear()
  }

  #flush(group: RoomSeats): void {
    const { room, pending: events } = group
    if (events.length === 0) return
    group.pending = []
    const batch = new Batch(room, events)
    const touched = membersTouched(events)
    for (const seat of group.seats) {
      // Whose membership changed in this tick must not be sent the rest of it as what they were before (S8).
      const isTold = touched.has(seat.stream.memberId) && this.#followMembership(group, seat)
      if (!isTold && seat.audience !== 'door') {
        seat.stream.write(batch.chunkFor(seat.audience, seat.sentSeq))
      }
      seat.sentSeq = room.seq
      if (room.ended) this.#endSeat(group, seat, frame('gone', { why: 'ended' }))
    }
  }

  /** Encoded once, and only where somebody is told. */
  #tell(roomId: string, audiences: Seat['audience'][], encode: () => Buffer): void {
    let chunk: Buffer | undefined
    for (const seat of this.#rooms.get(roomId)?.seats ?? []) {
      if (audiences.includes(seat.audience)) seat.stream.write((chunk ??= encode()))
    }
  }

  /** Whether this seat's membership ended, began or changed what it may see, and its stream was told. */
  #followMembership(group: RoomSeats, seat: Seat): boolean {
    const { memberId } = seat.stream
    const member = group.room.members[memberId]
    const why = whyGone(member)
    if (why) return this.#endSeat(group, seat, frame('gone', { why }))
    if (seat.audience === 'door') {
      return member!.state === 'in' && this.#endSeat(group, seat, frame('admitted', { memberId }))
    }
    const audience = audienceOf(member!)
    if (audience === seat.audience) return false
    seat.audience = audience
    this.#sendSnapshot(seat, group.room)
    return true
  }

  #sendSnapshot(seat: Seat, room: Room): void {
    if (seat.audience === 'door') return
    const presence = this.#moment.presence(room.id)
    const chunks = snapshotFrame(room, seat.audience, seat.stream.memberId, presence)
    for (const chunk of [...chunks, ...this.momentFrames(room, seat.audience)]) seat.stream.write(chunk)
    seat.sentSeq = room.seq
  }

  /** The seat goes at once: a stream's close comes later, or never from a reader that does not read. */
  #endSeat(group: RoomSeats, seat: Seat, lastChunk: Buffer): true {
    if (!group.seats.has(seat)) return true
    this.#remove(group, seat)
    seat.stream.end(lastChunk)
    return true
  }

  #remove(group: RoomSeats, seat: Seat): void {
    group.seats.delete(seat)
    const { id } = group.room
    if (group.seats.size === 0 && this.#rooms.get(id) === group) this.#rooms.delete(id)
  }

  #keepAlive(): void {
    for (const { seats } of this.#rooms.values()) {
      for (const seat of seats) seat.stream.write(KEEP_ALIVE)
    }
  }
}

/** The events of one tick, encoded when first asked for and then shared. */
class Batch {
  #room: Room
  #events: RoomEvent[]
  #firstSeq: number
  #chunks = new Map<Audience, Buffer>()

  constructor(room: Room, events: RoomEvent[]) {
    this.#room = room
    this.#events = events
    this.#firstSeq = events[0]!.seq
  }

  /** What a reader who has everything up to `sentSeq` still needs. Who came in mid-tick gets a chunk of their own. */
  chunkFor(audience: Audience, sentSeq: number): Buffer {
    if (sentSeq >= this.#firstSeq) return this.#encode(audience, sentSeq)
    let chunk = this.#chunks.get(audience)
    if (!chunk) this.#chunks.set(audience, (chunk = this.#encode(audience, 0)))
    return chunk
  }

  #encode(audience: Audience, afterSeq: number): Buffer {
    const events = this.#events.filter((event) => event.seq > afterSeq && isFor(event, audience))
    return eventsFrame(this.#room, events)
  }
}

function membersTouched(events: RoomEvent[]): Set<string> {
  const touched = new Set<string>()
  for (const event of events) {
    if (event.type === 'member.joined') touched.add(event.member.id)
    else if (event.type.startsWith('member.') && 'memberId' in event) touched.add(event.memberId)
  }
  return touched
}

/** Who is not in a room that was read anew has never been there as far as anybody knows. */
export function whyGone(member: Member | undefined): 'left' | 'removed' | 'declined' | null {
  if (!member) return 'removed'
  const { state } = member
  return state === 'left' || state === 'removed' || state === 'declined' ? state : null
}

import type { Db } from '~/db/client.server'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import type { Bus } from '../bus/bus'
import { KEEP_ALIVE } from '../frames.server'
import type { ByteStream } from '../sse.server'
import { countInvites } from '../store/invites.server'

const KEEP_ALIVE_EVERY_MS = 20_000

/**
 * The streams on which people hear how many invitations wait for them, whichever page they look at. A hint that is lost
 * leaves a number that is wrong until the next page or the next stream: both count anew.
 */
export class InboxHub {
  #db: Db
  #bus: Bus
  #streams = new Map<string, Set<ByteStream>>()
  #keepAlive: NodeJS.Timeout
  #onInvited: (roomId: string, accountIds: string[]) => void = () => {}

  constructor(db: Db, bus: Bus) {
    this.#db = db
    this.#bus = bus
    bus.subscribe((message) => {
      if (message.type === 'inbox') void this.#tell(message.accountId).catch(() => {})
    })
    this.#keepAlive = setInterval(() => this.#keepStreamsAlive(), KEEP_ALIVE_EVERY_MS).unref()
  }

  /** What just happened in a room, on the node where it was done: whom it invites or no longer does is told everywhere. */
  announce(room: Room, events: RoomEvent[]): void {
    for (const accountId of accountsConcerned(room, events)) this.#bus.publish({ type: 'inbox', accountId })
    const invited = accountsInvited(events)
    if (invited.length > 0) this.#onInvited(room.id, invited)
  }

  /** Whom a room has just invited is told once, on the node where it was done. */
  whenInvited(listener: (roomId: string, accountIds: string[]) => void): void {
    this.#onInvited = listener
  }

  /** Tells a stream the number now and whenever it changes. Call what it returns when the stream has closed. */
  async add(accountId: string, stream: ByteStream): Promise<() => void> {
    const streams = this.#streams.get(accountId) ?? new Set()
    this.#streams.set(accountId, streams.add(stream))
    stream.write(frameOf(await countInvites(this.#db, accountId)))
    return () => {
      streams.delete(stream)
      if (streams.size === 0) this.#streams.delete(accountId)
    }
  }

  /** Who was logged out hears no more. Browsers come back by themselves, and are asked again who they are. */
  endStreamsOf(accountId: string): void {
    for (const stream of this.#streams.get(accountId) ?? []) stream.end(KEEP_ALIVE)
  }

  close(): void {
    clearInterval(this.#keepAlive)
    for (const streams of this.#streams.values()) for (const stream of streams) stream.end(KEEP_ALIVE)
  }

  async #tell(accountId: string): Promise<void> {
    const streams = this.#streams.get(accountId)
    if (!streams) return
    const chunk = frameOf(await countInvites(this.#db, accountId))
    for (const stream of streams) stream.write(chunk)
  }

  #keepStreamsAlive(): void {
    for (const streams of this.#streams.values()) for (const stream of streams) stream.write(KEEP_ALIVE)
  }
}

/** Who has been invited, has answered, or was invited to a room that is over. */
function accountsConcerned(room: Room, events: RoomEvent[]): Set<string> {
  const accountIds = events.flatMap((event): (string | null | undefined)[] => {
    if (event.type === 'room.opened') return invitedTo(event.room)
    if (event.type === 'room.ended') return invitedTo(room)
    if (event.type === 'member.invited' || event.type === 'member.joined') return [event.member.accountId]
    if (event.type === 'member.identified') return [event.accountId]
    if (event.type === 'member.uninvited' || event.type === 'member.notComing')
      return [room.members[event.memberId]?.accountId]
    return []
  })
  return new Set(accountIds.filter((accountId) => accountId != null))
}

function accountsInvited(events: RoomEvent[]): string[] {
  const accountIds = events.flatMap((event) => {
    if (event.type === 'room.opened') return invitedTo(event.room)
    return event.type === 'member.invited' ? [event.member.accountId] : []
  })
  return accountIds.filter((accountId) => accountId !== null)
}

function invitedTo(room: Room): (string | null)[] {
  const invited = Object.values(room.members).filter((member) => member.state === 'invited')
  return invited.map((member) => member.accountId)
}

function frameOf(waiting: number): Buffer {
  return Buffer.from(`event: inbox\ndata: ${JSON.stringify({ waiting })}\n\n`)
}

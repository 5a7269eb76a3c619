import { apply } from '~/domain/room/apply'
import type { Command } from '~/domain/room/command'
import { decide } from '~/domain/room/decide'
import { stamp, type RoomEvent } from '~/domain/room/event'
import { isRefusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { showPosition, type PresenceTold, type StreamMessages } from './frames'

/** How the browser stands with the server. `gone` is for good: the membership or the room has ended. */
export type Connection = 'live' | 'connecting' | 'gone'

/** What a page is drawn from. */
export type RoomState = {
  /** The room as it will be once the server has echoed what was sent. */
  room: Room
  memberId: string
  presence: PresenceTold
  connection: Connection
}

/** How a command ended: done, or refused with words for the person who asked. */
export type Answer = { ok: true } | { ok: false; code: string; message: string }

type CommandBody = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never

/** `EventSource` gives up for good on any answer but 200; this is when a new one is made, with as much jitter again. */
const RECONNECT_AFTER_MS = 1_000
const OFFLINE = { ok: false, code: 'offline', message: 'No connection. Try again in a moment' } as const

/**
 * A browser's copy of a room (S3): a snapshot and the events after it, folded by the same function as on the server.
 * What was sent is shown at once and replaced by the server's echo.
 */
export class RoomFeed {
  #state: RoomState
  #confirmed: Room
  #sent = new Map<string, Command>()
  #nowMs: () => number
  #source: EventSource | null = null
  #reconnecting: ReturnType<typeof setTimeout> | undefined
  #listeners = new Set<() => void>()
  #eventListeners = new Set<(events: RoomEvent[], room: Room) => void>()

  /** `nowMs` is the room's clock as this browser knows it. */
  constructor(initial: Omit<RoomState, 'connection'>, nowMs: () => number) {
    this.#confirmed = initial.room
    this.#state = { ...initial, connection: 'connecting' }
    this.#nowMs = nowMs
  }

  connect(): void {
    clearTimeout(this.#reconnecting)
    const { code } = this.#confirmed
    const source = new EventSource(`/rooms/${code}/events?last=${showPosition(this.#confirmed)}`)
    this.#source = source
    source.addEventListener('open', () => this.#set({ connection: 'live' }))
    source.addEventListener('error', () => this.#reconnect(source))
    on(source, 'snapshot', ({ room, memberId, presence }) => {
      this.#confirmed = room
      this.#sent.clear()
      this.#set({ room, memberId, presence })
    })
    on(source, 'events', (events) => this.#receive(events))
    on(source, 'presence', (presence) => this.#set({ presence }))
    on(source, 'gone', () => {
      source.close()
      this.#set({ connection: 'gone' })
    })
  }

  disconnect(): void {
    clearTimeout(this.#reconnecting)
    this.#source?.close()
  }

  /**
   * Posts a command to one of the room's URLs. `body` is what the rules are asked, so that the result shows at once;
   * `fields` is what the URL takes.
   */
  async send(url: string, fields: Record<string, unknown>, body?: CommandBody): Promise<Answer> {
    const id = mintId()
    if (body) this.#predict({ ...body, id } as Command)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ ...fields, commandId: id }),
      })
      const answer = (await response.json()) as {
        ok: boolean
        seq?: number
        error?: { code: string; message: string }
      }
      if (!answer.ok) return this.#takeBack(id, { ok: false, ...(answer.error ?? OFFLINE) })
      if (answer.seq !== undefined && answer.seq <= this.#confirmed.seq) this.#takeBack(id, OFFLINE)
      return { ok: true }
    } catch {
      return this.#takeBack(id, OFFLINE)
    }
  }

  getState = (): RoomState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells what the server says has happened, for notices; `room` is as it is afterwards. */
  onEvents(listener: (events: RoomEvent[], room: Room) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  #receive(events: RoomEvent[]): void {
    const fresh = events.filter((event) => event.seq > this.#confirmed.seq)
    this.#confirmed = fresh.reduce(apply, this.#confirmed)
    for (const event of fresh) this.#forgetEchoed(event)
    this.#set({ room: this.#predicted() })
    for (const listener of this.#eventListeners) listener(fresh, this.#confirmed)
  }

  #predict(command: Command): void {
    this.#sent.set(command.id, command)
    this.#set({ room: this.#predicted() })
  }

  #takeBack<Result extends Answer>(id: string, answer: Result): Result {
    if (this.#sent.delete(id)) this.#set({ room: this.#predicted() })
    return answer
  }

  /** What is on its way, done to what is known; commands that the rules refuse by now just do not show. */
  #predicted(): Room {
    let room = this.#confirmed
    for (const command of this.#sent.values()) {
      const actor = room.members[this.#state.memberId]
      if (!actor) continue
      const nowMs = this.#nowMs()
      const facts = { nowMs, present: this.#present(), anyoneSeenAtMs: nowMs, hostSeenAtMs: nowMs }
      const decision = decide(room, actor, command, facts)
      if (isRefusal(decision)) continue
      const events = stamp(room, decision.happenings, actor.id, nowMs)
      room = { ...events.reduce(apply, room), seq: room.seq }
    }
    return room
  }

  #present(): ReadonlySet<string> | null {
    const { memberIds } = this.#state.presence
    return memberIds && new Set(memberIds)
  }

  /** Own events echo in the order they were sent: the first one that came back settles the oldest of its kind. */
  #forgetEchoed(event: RoomEvent): void {
    if (event.by !== this.#state.memberId) return
    for (const [id, command] of this.#sent) {
      if (!echoes(event, command)) continue
      this.#sent.delete(id)
      return
    }
  }

  #reconnect(source: EventSource): void {
    this.#set({ connection: 'connecting' })
    if (source.readyState !== EventSource.CLOSED) return
    clearTimeout(this.#reconnecting)
    this.#reconnecting = setTimeout(() => this.connect(), RECONNECT_AFTER_MS * (1 + Math.random()))
  }

  #set(change: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** Whether this event is what came of that command. */
function echoes(event: RoomEvent, command: Command): boolean {
  if (event.type === 'queue.added') return event.item.id === command.id
  if (event.type === 'chat.said') return event.message.id === command.id
  return ECHOES[command.type]?.includes(event.type) ?? false
}

const ECHOES: Partial<Record<Command['type'], RoomEvent['type'][]>> = {
  vote: ['vote.cast'],
  withdrawVote: ['vote.withdrawn'],
  removeItem: ['queue.removed'],
  moveItem: ['queue.moved'],
  play: ['playback.changed'],
  pause: ['playback.changed'],
  seek: ['playback.changed'],
  skip: ['playback.movedOn'],
}

function on<Type extends keyof StreamMessages>(
  source: EventSource,
  type: Type,
  listener: (message: StreamMessages[Type]) => void,
): void {
  source.addEventListener(type, (event) => listener(JSON.parse((event as MessageEvent<string>).data)))
}

/** A version 4 UUID; `crypto.randomUUID` is missing on plain `http://` of a LAN. */
export function mintId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

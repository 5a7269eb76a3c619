import type { ReactionCounts } from '~/domain/chat/reaction'
import { apply } from '~/domain/room/apply'
import type { Foreseeable } from '~/domain/room/decide'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import {
  showPosition,
  type DevicesTold,
  type PresenceTold,
  type StreamMessages,
  type WaitingTold,
} from '../frames'
import type { Foresight } from './foresight'
import type { StreamNews } from './room-stream'
import { openSharedStream } from './shared-stream'

/** How the browser stands with the server. `gone` is for good: the membership or the room has ended. */
export type Connection = 'live' | 'connecting' | 'gone'

/** What a page is drawn from. */
export type RoomState = {
  /** The room as it will be once the server has echoed what was sent. */
  room: Room
  memberId: string
  presence: PresenceTold
  /** How everyone's sound stands, for hosts; null for others and until it is told. */
  devices: DevicesTold | null
  /** Whom a closed gate waits for; null while none is closed, and until it is told. */
  waiting: WaitingTold | null
  /** The track that is on, if this member may not see it. */
  withheld: string | null
  connection: Connection
  /** Why the stream ended for good. */
  gone: StreamMessages['gone']['why'] | null
}

/** How a command ended: done, or refused with words for the person who asked. */
export type Answer = { ok: true } | { ok: false; code: string; message: string }

/** A command without the id that its sender mints. */
export type CommandBody = Foreseeable extends infer Each
  ? Each extends Foreseeable
    ? Omit<Each, 'id'>
    : never
  : never

/** What has happened, and the room after it and before. After a gap there are no events, only the difference. */
export type EventListener = (events: RoomEvent[], room: Room, before: Room) => void

/** An echo follows its answer at once, unless it is one that only hosts are sent. */
const ECHO_WITHIN_MS = 2_000
/** Who waits longer than this for an answer is not connected. */
const ANSWER_WITHIN_MS = 10_000
const OFFLINE = { ok: false, code: 'offline', message: 'No connection. Try again in a moment' } as const

/**
 * A browser's copy of a room (S3): a snapshot and the events after it, folded by the same function as on the server.
 * What was sent is shown at once and replaced by the server's echo.
 */
export class RoomFeed {
  #state: RoomState
  #confirmed: Room
  #foresight: Foresight | null = null
  /** Sent before the rules came, and not answered yet. */
  #unforeseen = new Map<string, Foreseeable>()
  /** Settled when the command before has been answered. */
  #turn: Promise<unknown> = Promise.resolve()
  #nowMs: () => number
  #workerUrl: string | null
  #closeStream: (() => void) | null = null
  #listeners = new Set<() => void>()
  #eventListeners = new Set<EventListener>()
  #reactionListeners = new Set<(counts: ReactionCounts) => void>()

  /**
   * `nowMs` is the room's clock as this browser knows it; `workerUrl` the script of the worker that this browser's tabs
   * share, null for a stream of its own.
   */
  constructor(
    initial: Pick<RoomState, 'room' | 'memberId' | 'presence'> &
      Partial<Pick<RoomState, 'waiting' | 'withheld'>>,
    nowMs: () => number,
    workerUrl: string | null = null,
  ) {
    const { room, memberId, presence, waiting = null, withheld = null } = initial
    this.#confirmed = room
    this.#state = {
      room,
      memberId,
      presence,
      devices: null,
      waiting,
      withheld,
      connection: 'connecting',
      gone: null,
    }
    this.#nowMs = nowMs
    this.#workerUrl = workerUrl
  }

  connect(): void {
    if (this.#closeStream || this.#confirmed.ended) return
    const { code } = this.#confirmed
    this.#closeStream = openSharedStream(this.#workerUrl, code, showPosition(this.#confirmed), this.#hear)
    addEventListener('pagehide', this.#pause)
    addEventListener('pageshow', this.#resume)
  }

  disconnect(): void {
    removeEventListener('pagehide', this.#pause)
    removeEventListener('pageshow', this.#resume)
    this.#pause()
  }

  /** From now on what is sent shows before its echo. */
  foreseeBy(foresight: Foresight): void {
    this.#foresight = foresight
    for (const command of this.#unforeseen.values()) foresight.add(command)
    this.#unforeseen.clear()
    this.#set({ room: this.#predicted() })
  }

  /**
   * Posts a command to one of the room's URLs. `body` is what the rules are asked, so that the result shows at once;
   * `fields` is what the URL takes. Commands reach the server in the order they were given.
   */
  async send(url: string, fields: Record<string, unknown>, body?: CommandBody): Promise<Answer> {
    const id = mintId()
    if (body) this.#predict({ ...body, id } as Foreseeable)
    const answer = this.#turn.then(() => this.#post(url, { ...fields, commandId: id }, id))
    this.#turn = answer
    return answer
  }

  getState = (): RoomState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells what the server says has happened, for notices. */
  onEvents(listener: EventListener): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  /** Tells what is thrown at the picture, oneself included. */
  onReactions(listener: (counts: ReactionCounts) => void): () => void {
    this.#reactionListeners.add(listener)
    return () => this.#reactionListeners.delete(listener)
  }

  async #post(url: string, fields: Record<string, unknown>, id: string): Promise<Answer> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(fields),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      const answer = (await response.json()) as ServerAnswer
      if (!answer.ok) return this.#takeBack(id, { ok: false, ...answer.error })
      this.#confirm(id, answer.seq)
      return { ok: true }
    } catch {
      return this.#takeBack(id, OFFLINE)
    }
  }

  #hear = (news: StreamNews): void => {
    if (news.type === 'open') this.#set({ connection: 'live' })
    if (news.type === 'lost') this.#set({ connection: 'connecting' })
    if (news.type === 'presence') this.#set({ presence: news.message })
    if (news.type === 'devices') this.#set({ devices: news.message })
    if (news.type === 'waiting') this.#set({ waiting: news.message })
    if (news.type === 'withheld') this.#set({ withheld: news.message.trackId })
    if (news.type === 'events') this.#receive(news.message)
    if (news.type === 'reactions') {
      for (const listener of this.#reactionListeners) listener(news.message)
    }
    if (news.type === 'gone') this.#set({ connection: 'gone', gone: news.message.why })
    if (news.type === 'snapshot') this.#replace(news.message)
  }

  #receive(events: RoomEvent[]): void {
    const before = this.#confirmed
    const fresh = events.filter((event) => event.seq > before.seq)
    if (fresh.length === 0) return
    this.#confirmed = fresh.reduce(apply, before)
    for (const event of fresh) this.#foresight?.forgetEchoed(event, this.#state.memberId)
    const waiting = this.#confirmed.gate && this.#state.waiting
    this.#set({ room: this.#predicted(), waiting })
    this.#tell(fresh, before)
  }

  #replace({ room, memberId, presence }: StreamMessages['snapshot']): void {
    const before = this.#confirmed
    this.#confirmed = room
    this.#foresight?.forgetAll()
    this.#unforeseen.clear()
    this.#set({ room, memberId, presence, devices: null, waiting: null })
    this.#tell([], before)
  }

  #tell(events: RoomEvent[], before: Room): void {
    for (const listener of this.#eventListeners) listener(events, this.#confirmed, before)
  }

  #predict(command: Foreseeable): void {
    if (!this.#foresight) return void this.#unforeseen.set(command.id, command)
    this.#foresight.add(command)
    this.#set({ room: this.#predicted() })
  }

  #confirm(id: string, seq: number): void {
    this.#unforeseen.delete(id)
    if (seq <= this.#confirmed.seq) return void this.#takeBack(id, null)
    if (this.#foresight?.confirm(id, seq)) setTimeout(() => this.#takeBack(id, null), ECHO_WITHIN_MS)
  }

  #takeBack<Result>(id: string, answer: Result): Result {
    this.#unforeseen.delete(id)
    if (this.#foresight?.forget(id)) this.#set({ room: this.#predicted() })
    return answer
  }

  /** The room as it will be once the server has echoed what was sent. */
  #predicted(): Room {
    const { memberId, presence } = this.#state
    const present = presence.memberIds && new Set(presence.memberIds)
    if (!this.#foresight) return this.#confirmed
    return this.#foresight.show(this.#confirmed, memberId, present, this.#nowMs())
  }

  /** A page that the browser keeps for going back must not hold a stream meanwhile. */
  #pause = (): void => {
    this.#closeStream?.()
    this.#closeStream = null
  }

  #resume = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.connect()
  }

  #set(change: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

type ServerAnswer = { ok: true; seq: number } | { ok: false; error: { code: string; message: string } }

/** A version 4 UUID; `crypto.randomUUID` is missing on plain `http://` of a LAN. */
export function mintId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

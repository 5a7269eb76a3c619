import { createServer, get, type ClientRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { apply } from '~/domain/room/apply'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import type { Engine } from '~/sync/engine.server'
import { streamRoom } from '~/sync/event-stream.server'
import { readPosition, type StreamMessages } from '~/sync/frames'

/** One message of a stream as it came over the wire; position-only ones have no event and no data. */
export type Frame = { id?: string; event?: keyof StreamMessages; data?: unknown }

/** Long enough for a busy machine; a test that waits this long has failed. */
const PATIENCE_MS = 10_000

/** A bare HTTP server that does nothing but stream rooms. */
export async function serveStreams(
  engine: Engine,
): Promise<(roomId: string, memberId: string, last?: string) => Reader> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://test')
    const [roomId, memberId] = [searchParams.get('room')!, searchParams.get('member')!]
    void streamRoom(engine, roomId, memberId, readPosition(searchParams.get('last')), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const readers = new Set<Reader>()
  afterAll(() => {
    for (const reader of readers) reader.cut()
    server.close()
  })
  return (roomId, memberId, last = '') => {
    const reader = new Reader(`http://127.0.0.1:${port}/?room=${roomId}&member=${memberId}&last=${last}`)
    readers.add(reader)
    return reader
  }
}

/** A client that parses the stream by itself, byte by byte, and keeps everything it was told. */
export class Reader {
  frames: Frame[] = []
  /** The position to resume from: that of the last whole frame. */
  lastId = ''
  isClosed = false
  readonly closed: Promise<void>
  #request: ClientRequest
  #unparsed = ''
  #waiting = new Set<() => void>()

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#request = get(url, { agent: false, headers }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (text: string) => this.#read(text))
      response.on('error', () => {})
      response.on('close', () => this.#close())
    })
    this.#request.on('error', () => this.#close())
    this.closed = this.until(() => this.isClosed).then(() => undefined)
    // A reader that is never closed waits in vain, which is nobody's fault.
    this.closed.catch(() => {})
  }

  /** Waits for something to be true of what has come so far. */
  until<Result>(look: (reader: Reader) => Result): Promise<NonNullable<Result>> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look(this)
        if (found === undefined || found === null || found === false) return
        this.#waiting.delete(check)
        clearTimeout(timer)
        resolve(found as NonNullable<Result>)
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(check)
        reject(new Error(`Waited in vain; the last frames were ${JSON.stringify(this.frames.slice(-3))}`))
      }, PATIENCE_MS).unref()
      this.#waiting.add(check)
      check()
    })
  }

  untilSeq(seq: number): Promise<number> {
    return this.until(({ seq: reached }) => (reached >= seq ? reached : null))
  }

  /** What was said under this name, in order. */
  all<Type extends keyof StreamMessages>(event: Type): StreamMessages[Type][] {
    return this.frames
      .filter((frame) => frame.event === event)
      .map((frame) => frame.data as StreamMessages[Type])
  }

  events(): RoomEvent[] {
    return this.all('events').flat()
  }

  get seq(): number {
    return readPosition(this.lastId)?.seq ?? 0
  }

  /** The room as a browser would hold it now: the last snapshot and the events after it. */
  room(): Room | null {
    let room: Room | null = null
    for (const { event, data } of this.frames) {
      if (event === 'snapshot') room = (data as StreamMessages['snapshot']).room
      if (event === 'events' && room) room = (data as RoomEvent[]).reduce(apply, room)
    }
    return room
  }

  /** Stops taking anything off the socket, as a phone does that went through a tunnel. */
  stopReading(): void {
    this.#request.once('response', (response) => response.pause())
    this.#request.socket?.pause()
  }

  cut(): void {
    this.#request.destroy()
    this.#close()
  }

  #read(text: string): void {
    if (this.isClosed) return
    this.#unparsed += text
    const parts = this.#unparsed.split('\n\n')
    this.#unparsed = parts.pop()!
    for (const part of parts) this.#keep(part)
    for (const check of this.#waiting) check()
  }

  #keep(part: string): void {
    const frame: Frame = {}
    for (const line of part.split('\n')) {
      if (line.startsWith('id: ')) this.lastId = frame.id = line.slice(4)
      if (line.startsWith('event: ')) frame.event = line.slice(7) as keyof StreamMessages
      if (line.startsWith('data: ')) frame.data = JSON.parse(line.slice(6))
    }
    if (frame.id || frame.event) this.frames.push(frame)
  }

  #close(): void {
    this.isClosed = true
    for (const check of this.#waiting) check()
  }
}

import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { momentMs } from '../../support/moment.ts'
import type { Line, Way } from './networks.ts'

/** Lets TCP connections through to the server, each way with a delay that varies but keeps the order. */
export class DelayingProxy {
  readonly port: number
  #server: Server
  #sockets: Set<Socket>

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server
    this.#sockets = sockets
    this.port = (server.address() as AddressInfo).port
  }

  static async open(serverPort: number, line: Line): Promise<DelayingProxy> {
    const sockets = new Set<Socket>()
    const server = createServer((near) => {
      const far = connect(serverPort, '127.0.0.1')
      for (const socket of [near, far]) {
        socket.setNoDelay(true)
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      }
      // A connection is open once the greeting has gone there and back.
      const greetingMs = drawMs(line.up) + drawMs(line.down)
      carry(near, far, new DelayedWay(line.up, momentMs() + greetingMs))
      carry(far, near, new DelayedWay(line.down, 0))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new DelayingProxy(server, sockets)
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}

/** Things to do, each after a delay of its own, but never before the one that came first. */
class DelayedWay {
  #way: Way
  #lastAtMs: number
  #waiting: { atMs: number; arrive: () => void }[] = []

  constructor(way: Way, notBeforeMs: number) {
    this.#way = way
    this.#lastAtMs = notBeforeMs
  }

  send(arrive: () => void): void {
    this.#lastAtMs = Math.max(this.#lastAtMs, momentMs() + drawMs(this.#way))
    this.#waiting.push({ atMs: this.#lastAtMs, arrive })
    if (this.#waiting.length === 1) this.#waitForNext()
  }

  #waitForNext(): void {
    const [next] = this.#waiting
    if (next) setTimeout(this.#deliver, Math.max(0, next.atMs - momentMs()))
  }

  #deliver = (): void => {
    while (this.#waiting[0] && this.#waiting[0].atMs <= momentMs()) this.#waiting.shift()!.arrive()
    this.#waitForNext()
  }
}

function carry(from: Socket, to: Socket, way: DelayedWay): void {
  from.on('data', (chunk: Buffer) => way.send(() => to.write(chunk)))
  from.on('end', () => way.send(() => to.end()))
  from.on('error', () => to.destroy())
  from.on('close', () => way.send(() => to.destroy()))
}

function drawMs({ delayMs, jitterMs }: Way): number {
  return delayMs + (Math.random() * 2 - 1) * jitterMs
}

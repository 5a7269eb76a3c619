import { connect, type Socket } from 'node:net'

export type RawAnswer = { status: number; body: string }

/** One HTTP connection that asks one thing after the other, with as little work of its own as possible. */
export class KeepAlive {
  #port: number
  #socket: Socket | null = null
  #text = ''
  #answer: ((answer: RawAnswer) => void) | null = null
  #fail: ((error: Error) => void) | null = null

  constructor(port: number) {
    this.#port = port
  }

  ask(request: string | Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve
      this.#fail = reject
      this.#open().write(request)
    })
  }

  close(): void {
    this.#socket?.destroy()
  }

  #open(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket
    const socket = connect(this.#port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(chunk.toString('latin1')))
    socket.on('error', (error) => this.#fail?.(error))
    socket.on('close', () => this.#fail?.(new Error('The server closed the connection')))
    this.#socket = socket
    return socket
  }

  #read(text: string): void {
    this.#text += text
    const headEnd = this.#text.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#text.slice(0, headEnd)
    const body = this.#text.slice(headEnd + 4)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    const isWhole = length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length)
    if (!isWhole) return
    this.#text = ''
    this.#fail = null
    this.#answer?.({ status: Number(head.slice(9, 12)), body })
  }
}

/** A command as programs send it. */
export function jsonPost(port: number, path: string, cookie: string, body: object): Buffer {
  const json = JSON.stringify(body)
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nAccept: application/json\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  )
}

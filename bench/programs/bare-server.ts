/** The reference for streams: a bare `node:http` server that writes one shared buffer to each of them in a loop. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { measureMemory } from '../support/memory.ts'
import { momentMs } from '../support/moment.ts'
import { answerCalls } from '../support/program.ts'

export type BareServer = typeof calls

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
}
const streams = new Set<ServerResponse>()
let page = { body: Buffer.alloc(0), headers: {} as Record<string, string> }

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      writeToAll(Buffer.concat(chunks).toString())
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"ok":true}')
    })
    return
  }
  if (request.url === '/page') return void response.writeHead(200, page.headers).end(page.body)
  response.writeHead(200, HEADERS)
  response.socket?.setNoDelay(true)
  response.write('retry: 1000\n\n')
  streams.add(response)
  response.once('close', () => streams.delete(response))
})

const calls = {
  async open(): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  },

  fire(frame: string): { firedAtMs: number } {
    const firedAtMs = momentMs()
    writeToAll(frame)
    return { firedAtMs }
  },

  /** What `/page` answers from now on. */
  setPage(body: string, headers: Record<string, string>): void {
    page = { body: Buffer.from(body, 'base64'), headers }
  },

  measureMemory,
}

answerCalls(calls)

function writeToAll(frame: string): void {
  const chunk = Buffer.from(frame)
  for (const response of streams) response.write(chunk)
}

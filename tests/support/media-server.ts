import { request, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }

/** A real server around one handler; asks it without any client's kindness (no cache, no path clean-up). */
export async function serve(handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const failures: unknown[] = []
  const server = createServer((request, response) => {
    handler(request, response).catch((error: unknown) => {
      failures.push(error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    if (failures.length > 0) throw failures[0]
  })
  const { port } = server.address() as AddressInfo

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<Answer>((resolve, reject) => {
      request({ port, host: '127.0.0.1', path, headers, method, agent: false }, async (response) => {
        const body = Buffer.concat(await response.toArray())
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
        .on('error', reject)
        .end()
    })

  return { port, ask }
}

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase } from '~/db/client.server'
import type { Command } from '~/domain/room/command'
import { PostgresBus } from '~/sync/bus-postgres.server'
import { Engine } from '~/sync/engine.server'

/**
 * The smallest node there is: an engine that takes commands as JSON over HTTP. A test starts it as a process of its
 * own, so that it can be killed like one.
 */
const address = {
  socketPath: process.env.SOCKET_PATH!,
  database: process.env.DATABASE!,
  user: process.env.DATABASE_USER!,
}
const log = { warn: () => {}, error: (fields: object, message: string) => console.log(message, fields) }
const engine = await Engine.open(openDatabase(address), await PostgresBus.open(address), log)

const server = createServer(async (request, response) => {
  const { roomId, memberId, command } = JSON.parse(await bodyOf(request)) as {
    roomId: string
    memberId: string
    command: Command
  }
  const outcome = await engine.rooms.execute(roomId, { memberId }, command)
  const answer = 'refusal' in outcome ? outcome : { seq: outcome.seq, isNew: outcome.events.length > 0 }
  response.end(JSON.stringify(answer))
})
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`))

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}

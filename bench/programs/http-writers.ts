/** Writers that send commands as programs do, each over a connection of its own. */
import { KeepAlive, jsonPost } from '../support/keep-alive.ts'
import { answerCalls } from '../support/program.ts'
import { runWriters } from '../support/writers.ts'
import type { CastRoom } from './cast.ts'

export type HttpWriters = typeof calls

const calls = {
  /** Chat and songs in turn, going round rooms and their people, so that nobody goes too fast for the limits. */
  async run(port: number, rooms: CastRoom[], trackIds: string[], writers: number, durationMs: number) {
    const connections = Array.from({ length: writers }, () => new KeepAlive(port))
    const written = await runWriters(writers, durationMs, async (turn, writer) => {
      const { code, cookies } = rooms[turn % rooms.length]!
      const cookie = cookies[Math.floor(turn / rooms.length) % cookies.length]!
      const request =
        turn % 2
          ? jsonPost(port, `/rooms/${code}/queue`, cookie, { trackId: trackIds[turn % trackIds.length] })
          : jsonPost(port, `/rooms/${code}/messages`, cookie, { text: `Shall we dance? ${turn}` })
      const { status, body } = await connections[writer]!.ask(request)
      return status === 200 ? null : (/"code":"(\w+)"/.exec(body)?.[1] ?? String(status))
    })
    for (const connection of connections) connection.close()
    return written
  },
}

answerCalls(calls)

/** The product's streams on a real engine and a real Postgres, without the rest of the HTTP server. */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase } from '~/db/client.server'
import { startEmbeddedPostgres } from '~/db/embedded.server'
import { migrateDatabase } from '~/db/migrate.server'
import type { RoomEvent } from '~/domain/room/event'
import type { Room } from '~/domain/room/room'
import { PostgresBus } from '~/sync/bus/postgres.server'
import { Engine } from '~/sync/engine.server'
import { streamRoom } from '~/sync/event-stream.server'
import { readPosition, showPosition } from '~/sync/frames'
import { eventsFrame } from '~/sync/frames.server'
import { measureMemory } from '../support/memory.ts'
import { momentMs } from '../support/moment.ts'
import { answerCalls } from '../support/program.ts'
import { log, noBus, openBigRoom, seatGuests } from './rooms.ts'

export type StreamingNode = typeof calls

let close = async () => {}
let engine: Engine
let roomId: string
let memberIds: string[]

const calls = {
  /** Opens a room of so many members; returns its port and the position from which streams resume. */
  async open(directory: string, migrations: string, people: number) {
    const postgres = await startEmbeddedPostgres(directory)
    await migrateDatabase(postgres.address, migrations)
    const db = openDatabase(postgres.address)
    const opener = await Engine.open(db, noBus, log)
    const { room, host } = await openBigRoom(opener)
    await opener.close()
    roomId = room.id
    memberIds = [host, ...(await seatGuests(db, room, people - 1))].map(({ memberId }) => memberId)
    engine = await Engine.open(db, await PostgresBus.open(postgres.address), log)

    const server = createServer((request, response) => {
      const { searchParams } = new URL(request.url!, 'http://127.0.0.1')
      const memberId = memberIds[Number(searchParams.get('member'))]!
      void streamRoom(engine, roomId, memberId, readPosition(searchParams.get('last')), response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    close = async () => {
      await engine.close()
      server.closeAllConnections()
      await db.$client.end({ timeout: 5 })
      await postgres.stop()
    }
    const now = (await engine.rooms.read(roomId))!
    return { port: (server.address() as AddressInfo).port, position: showPosition(now) }
  },

  /**
   * Says so many things that all reach the hub in one tick, the last of them ending in `mark`. Timed from that tick,
   * when they have been committed, as the bare loop is timed from when it has something to write.
   */
  async fire(mark: string, count: number): Promise<{ firedAtMs: number; frame: string }> {
    const told = holdBroadcasts(count)
    for (let index = 1; index <= count; index++) {
      const text = `Shall we dance to the next one? ${index === count ? mark : mark.replace(/./g, '.')}`
      const command = { id: randomUUID(), type: 'say', text } as const
      void engine.rooms.execute(roomId, { memberId: memberIds[index]! }, command)
    }
    return told
  },

  /** Resolves once so many streams stand open and their coming has been told to all. */
  streamCount: () => engine.hub.streamCount(),
  measureMemory,
}

answerCalls(calls, () => close())

function holdBroadcasts(count: number): Promise<{ firedAtMs: number; frame: string }> {
  const { hub } = engine
  const held: [Room, RoomEvent[]][] = []
  return new Promise((resolve) => {
    hub.broadcast = (room, events) => {
      held.push([room, events])
      if (held.length < count) return
      Reflect.deleteProperty(hub, 'broadcast')
      const firedAtMs = momentMs()
      for (const [room, events] of held) hub.broadcast(room, events)
      const frame = eventsFrame(
        room,
        held.flatMap(([, events]) => events),
      )
      resolve({ firedAtMs, frame: frame.toString() })
    }
  })
}

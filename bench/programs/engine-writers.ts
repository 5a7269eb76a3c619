/** Writers at an engine with or without a bus, and at bare tables: what a command costs without HTTP. */
import { randomUUID } from 'node:crypto'
import { connect, openDatabase, type Db, type PostgresAddress, type Sql } from '~/db/client.server'
import type { Track } from '~/domain/queue/queue'
import { isRefusal } from '~/domain/room/refusal'
import { PostgresBus } from '~/sync/bus/postgres.server'
import { Engine } from '~/sync/engine.server'
import { answerCalls } from '../support/program.ts'
import { runWriters } from '../support/writers.ts'
import { log, noBus, openBigRoom } from './rooms.ts'

export type EngineWriters = typeof calls

let db: Db
let bare: Sql
let engine: Engine
let rooms: { id: string; hostId: string }[]

const calls = {
  async open(address: PostgresAddress, withBus: boolean, roomCount: number): Promise<void> {
    db = openDatabase(address)
    bare = connect(address)
    engine = await Engine.open(db, withBus ? await PostgresBus.open(address) : noBus, log)
    const opened = await Promise.all(Array.from({ length: roomCount }, () => openBigRoom(engine)))
    rooms = opened.map(({ room, host }) => ({ id: room.id, hostId: host.memberId }))
    await bare`create table if not exists bench_room (id uuid primary key, seq bigint not null)`
    await bare`create table if not exists bench_event (room_id uuid, seq bigint, body jsonb, primary key (room_id, seq))`
    for (const { id } of rooms) await bare`insert into bench_room values (${id}, 0)`
  },

  /** Chat and songs in turn, each writer going round the rooms. */
  run: (writers: number, durationMs: number) =>
    runWriters(writers, durationMs, async (turn) => {
      const { id, hostId } = rooms[turn % rooms.length]!
      const command = { id: randomUUID(), ...(turn % 2 ? SONG : MESSAGE) }
      const outcome = await engine.rooms.execute(id, { memberId: hostId }, command)
      return isRefusal(outcome) ? outcome.refusal : null
    }),

  /** The least that S1 and S2 ask for: lock, next number, one event, commit. */
  runBare: (writers: number, durationMs: number) =>
    runWriters(writers, durationMs, async (turn) => {
      const { id } = rooms[turn % rooms.length]!
      await bare.begin(async (sql) => {
        await sql`select seq from bench_room where id = ${id} for update`
        const [row] = await sql`update bench_room set seq = seq + 1 where id = ${id} returning seq`
        await sql`insert into bench_event values (${id}, ${row!.seq}, ${sql.json(MESSAGE)})`
      })
      return null
    }),
}

answerCalls(calls, async () => {
  await engine.close()
  await Promise.all([db.$client.end({ timeout: 5 }), bare.end({ timeout: 5 })])
})

const MESSAGE = { type: 'say', text: 'Shall we dance to the next one?' } as const

const track: Track = {
  id: randomUUID(),
  kind: 'audio',
  title: 'Ode to Joy',
  artist: 'Beethoven',
  album: null,
  durationMs: 60_000,
  artworkId: null,
  artworkColor: null,
}
const SONG = { type: 'add', track } as const

import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import { openDatabase, type Db, type PostgresAddress } from '~/db/client.server'
import type { Track } from '~/domain/queue/queue'
import { presetOf } from '~/domain/room/kinds'
import type { Policy } from '~/domain/room/policy'
import { isRefusal } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import type { Bus } from '~/sync/bus/bus'
import { PostgresBus } from '~/sync/bus/postgres.server'
import { Engine } from '~/sync/engine.server'
import type { Outcome } from '~/sync/execute.server'

const quietLog = { warn: () => {}, error: () => {} }

/** A node of the engine on this database, with the real bus unless told otherwise. Closed after the test file. */
export async function startEngine(
  database: { address: PostgresAddress; db: Db },
  bus?: Bus,
): Promise<Engine> {
  const engine = await Engine.open(database.db, bus ?? (await PostgresBus.open(database.address)), quietLog)
  afterAll(() => engine.close())
  return engine
}

/** A second node: it shares nothing with the first but the database. */
export async function startAnotherEngine(
  { address }: { address: PostgresAddress },
  bus?: Bus,
): Promise<Engine> {
  const db = openDatabase(address)
  afterAll(() => db.$client.end())
  return startEngine({ address, db }, bus)
}

const HOUR_MS = 3_600_000

/** Alex opens a jam; the room as it is then, and Alex's member id. */
export async function openJam(
  engine: Engine,
  policy: Partial<Policy> = {},
): Promise<{ room: Room; alex: string }> {
  const room = await engine.rooms.open({
    kind: 'jam',
    name: 'Friday at Alex’s',
    policy: { ...presetOf('jam').policy, ...policy },
    hostName: 'Alex',
    personId: randomUUID(),
    endsAtMs: engine.clock.nowMs() + 12 * HOUR_MS,
  })
  return { room, alex: Object.keys(room.members)[0]! }
}

/** Somebody comes in (or asks to, where joins are approved). */
export async function join(
  engine: Engine,
  roomId: string,
  name: string,
  personId = randomUUID(),
): Promise<string> {
  const memberId = randomUUID()
  const outcome = await engine.rooms.execute(
    roomId,
    { personId },
    { id: randomUUID(), type: 'join', memberId, name, fallbackName: 'Guest-1000', role: 'guest' },
  )
  if (isRefusal(outcome)) throw new Error(`${name} was refused: ${outcome.refusal}`)
  return memberId
}

/** The outcome of a command that the test expects to be accepted. */
export function accepted(outcome: Outcome) {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.refusal}`)
  return outcome
}

export function track(title: string, durationMs = 60_000): Track {
  return {
    id: randomUUID(),
    kind: 'audio',
    title,
    artist: 'Trad.',
    album: null,
    durationMs,
    artworkId: null,
    artworkColor: null,
  }
}

/** Somebody says something; a minimal command that every member may give. */
export function say(
  engine: Engine,
  roomId: string,
  memberId: string,
  text: string,
  id: string = randomUUID(),
): Promise<Outcome> {
  return engine.rooms.execute(roomId, { memberId }, { id, type: 'say', text })
}

import { randomUUID } from 'node:crypto'
import type { Db } from '~/db/client.server'
import { members } from '~/db/schema/rooms'
import { presetOf } from '~/domain/room/kinds'
import { POLICY_LIMITS } from '~/domain/room/policy'
import type { Room } from '~/domain/room/room'
import type { Engine } from '~/sync/engine.server'

const HOURS_12_MS = 12 * 3_600_000
const ROWS_AT_ONCE = 1_000

export type Person = { memberId: string; personId: string }

/** A jam in which as many as possible may do as much as possible, and its host. */
export async function openBigRoom(engine: Engine): Promise<{ room: Room; host: Person }> {
  const personId = randomUUID()
  const room = await engine.rooms.open({
    kind: 'jam',
    name: 'The whole house',
    policy: {
      ...presetOf('jam').policy,
      sameSongMayWaitTwice: true,
      maxMembers: POLICY_LIMITS.maxMembers.max,
    },
    hostName: 'Alex',
    personId,
    endsAtMs: engine.clock.nowMs() + HOURS_12_MS,
  })
  return { room, host: { memberId: Object.keys(room.members)[0]!, personId } }
}

/** Guests by the table, since thousands of joins would take longer than the bench. For engines that open afterwards. */
export async function seatGuests(db: Db, room: Room, count: number): Promise<Person[]> {
  const guests = Array.from({ length: count }, () => ({ memberId: randomUUID(), personId: randomUUID() }))
  const rows = guests.map(({ memberId, personId }, index) => ({
    roomId: room.id,
    id: memberId,
    personId,
    name: `Guest ${index}`,
    role: 'guest',
    state: 'in',
    joinedAtMs: room.createdAtMs,
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await db.insert(members).values(rows.slice(from, from + ROWS_AT_ONCE))
  }
  return guests
}

/** An engine needs a bus; this one hears and says nothing. */
export const noBus = {
  publish: () => {},
  subscribe: () => () => {},
  health: () => ({ healthy: true, lastHeardAgoMs: 0 }),
  close: async () => {},
}

/** The rest of an engine: trouble goes to the terminal. */
export const log = { warn: console.error, error: console.error }

/** People in rooms, put into a database before the product opens on it. Keeps that database running. */
import { join } from 'node:path'
import { PersonCookie } from '~/auth/person.server'
import { openDatabase, type PostgresAddress } from '~/db/client.server'
import { startEmbeddedPostgres } from '~/db/embedded.server'
import { migrateDatabase } from '~/db/migrate.server'
import { Engine } from '~/sync/engine.server'
import { answerCalls } from '../support/program.ts'
import { log, noBus, openBigRoom, seatGuests, type Person } from './rooms.ts'

export type Cast = typeof calls
/** A room, and the cookies by which its people are known. */
export type CastRoom = { code: string; cookies: string[] }

let close = async () => {}

const calls = {
  /** Makes `dataDirectory` what a product with this session secret will find there. */
  async open(
    dataDirectory: string,
    migrations: string,
    sessionSecret: string,
    roomSizes: number[],
  ): Promise<{ address: PostgresAddress; rooms: CastRoom[] }> {
    const postgres = await startEmbeddedPostgres(join(dataDirectory, 'postgres'))
    close = postgres.stop
    await migrateDatabase(postgres.address, migrations)
    const db = openDatabase(postgres.address)
    const engine = await Engine.open(db, noBus, log)
    const rooms: CastRoom[] = []
    for (const size of roomSizes) {
      const { room, host } = await openBigRoom(engine)
      const people = [host, ...(await seatGuests(db, room, size - 1))]
      rooms.push({ code: room.code, cookies: await cookiesOf(people, new PersonCookie(sessionSecret)) })
    }
    await engine.close()
    await db.$client.end({ timeout: 5 })
    return { address: postgres.address, rooms }
  },
}

answerCalls(calls, () => close())

async function cookiesOf(people: Person[], personCookie: PersonCookie): Promise<string[]> {
  const headers = people.map(({ personId }) => personCookie.write({ id: personId, name: null }, false))
  return (await Promise.all(headers)).map((header) => header.split(';')[0]!)
}

/** The library's own benches, each on an empty database of its own. */
import { connect, type PostgresAddress } from '~/db/client.server'
import { startEmbeddedPostgres } from '~/db/embedded.server'
import { migrateDatabase } from '~/db/migrate.server'
import { measureScan } from '../media-scan'
import { measureSearch } from '../media-search'
import { answerCalls } from '../support/program.ts'

export type Media = typeof calls

let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>> | null = null

const calls = {
  async search(directory: string, migrations: string) {
    return measureSearch(await freshDatabase(directory, 'search', migrations))
  },

  async scan(directory: string, migrations: string, samples: string[]) {
    return measureScan(await freshDatabase(directory, 'scan', migrations), samples)
  },
}

answerCalls(calls, () => postgres?.stop())

async function freshDatabase(
  directory: string,
  database: string,
  migrations: string,
): Promise<PostgresAddress> {
  postgres ??= await startEmbeddedPostgres(directory)
  const client = connect(postgres.address, 1)
  await client`create database ${client(database)}`
  await client.end()
  const address = { ...postgres.address, database }
  await migrateDatabase(address, migrations)
  return address
}

import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, openDatabase, type Db, type PostgresAddress } from '~/db/client.server'
import { TEMPLATE } from './postgres'

const USER = 'tutti'

/** A new migrated database of the caller's own; `address` opens further clients on it. */
export async function freshDatabase(): Promise<{ address: PostgresAddress; db: Db }> {
  const socketPath = inject('postgresSocketPath')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const superuser = connect({ socketPath, database: 'postgres', user: USER }, 1)
  await superuser`create database ${superuser(database)} template ${superuser(TEMPLATE)}`
  await superuser.end()

  const address = { socketPath, database, user: USER }
  const db = openDatabase(address)
  afterAll(() => db.$client.end({ timeout: 5 }))
  return { address, db }
}

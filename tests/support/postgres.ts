import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../app/db/migrate.server'
import { startEmbeddedPostgres } from '../../app/db/embedded.server'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresSocketPath: string
  }
}

export const TEMPLATE = 'tutti_template'

/** One real Postgres for the whole run; every test file takes its own copy of a migrated database. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), 'tutti-test-'))
  const postgres = await startEmbeddedPostgres(join(directory, 'postgres'), TEMPLATE)
  await migrateDatabase(postgres.address, 'drizzle')
  if ('socketPath' in postgres.address) project.provide('postgresSocketPath', postgres.address.socketPath)

  return async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

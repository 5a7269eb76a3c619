import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { ServerBuild } from 'react-router'
import { startEmbeddedPostgres } from '~/db/embedded.server'
import { openTutti, type Tutti } from '~/tutti.server'
import { createHttpServer, type BrowserFiles } from './http'
import { openLog } from './log'
import type { Settings } from './settings'

export { announce } from './announce'
export { builtFiles } from './http'
export { openLog } from './log'
export { readSettings, SettingsError } from './settings'
export { EmbeddedPostgresError } from '~/db/embedded.server'

export type Running = { port: number; tutti: Tutti; server: Server; close(): Promise<void> }

type Options = {
  settings: Settings
  migrationsDirectory: string
  browserFiles: BrowserFiles
  /** In development, the pages as they are now. */
  build?: () => Promise<ServerBuild>
  log?: Logger
}

/** Starts the whole product and returns once its port is open. `close` stops everything in order. */
export async function serve(options: Options): Promise<Running> {
  const { settings } = options
  const log = options.log ?? openLog(settings.logLevel)
  const postgres = settings.databaseUrl
    ? null
    : await startEmbeddedPostgres(join(ensureDirectory(settings.dataDirectory), 'postgres'))
  const tutti = await openTutti({
    ...settings,
    database: postgres?.address ?? { url: settings.databaseUrl! },
    migrationsDirectory: options.migrationsDirectory,
    log,
  })
  const server = createHttpServer({
    tutti,
    // A function would have the router ask it, and rank all routes anew, for each request.
    build: options.build ?? (await import('virtual:react-router/server-build')),
    browserFiles: options.browserFiles,
    trustProxy: settings.trustProxy,
  })
  await listen(server, settings)
  const { port } = server.address() as AddressInfo
  return { port, tutti, server, close: () => close(server, tutti, postgres) }
}

function ensureDirectory(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Streams end first, since a server waits for its open answers; the database goes last. */
async function close(
  server: Server,
  tutti: Tutti,
  postgres: { stop(): Promise<void> } | null,
): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await tutti.close()
  server.closeAllConnections()
  await closed
  await postgres?.stop()
}

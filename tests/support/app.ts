import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { connect, type Db } from '~/db/client.server'
import { buildIfChanged } from '../../scripts/build'
import { pathOf } from '../../scripts/environment'
import type * as Product from '../../server/index'
import type { Settings } from '../../server/settings'
import { Browser } from './browser'
import { freshDatabase } from './database'
import { makeWav } from './media'

/** The whole product over HTTP, on a database of its own, with these songs in its library. */
export type App = {
  url: string
  db: Db
  tutti: Product.Running['tutti']
  /** Every line of the log, at its most talkative. */
  logged: string[]
  /** What the log has as trouble and no test has taken from here fails the test. */
  troubles: unknown[]
  /** Somebody with a browser of their own: a cookie jar and nothing else. */
  browser(): Browser
}

export const SONGS = ['Ode to Joy', 'Greensleeves', 'Auld Lang Syne', 'Für Elise']
/** As pino counts: what is worse is trouble. */
const ERROR_LEVEL = 50
/** One build for all test files that need it; Postgres, which they share, keeps them in line. */
const BUILD_LOCK = 7_411

/** Starts the product as `npm start` would. Stops it after the test file; what it logs as trouble fails the test. */
export async function startApp(settings: Partial<Settings> = {}): Promise<App> {
  const product = await loadProduct()
  const { address, db } = await freshDatabase()
  if (!('socketPath' in address)) throw new Error('Tests run on the embedded Postgres')
  const directory = await mkdtemp(join(tmpdir(), 'tutti-app-'))
  await writeSongs(directory)

  const logged: string[] = []
  const troubles: { level: number }[] = []
  const write = (line: string) => {
    logged.push(line)
    const entry = JSON.parse(line) as { level: number }
    if (entry.level >= ERROR_LEVEL) troubles.push(entry)
  }
  const running = await product.serve({
    settings: {
      port: 0,
      host: '127.0.0.1',
      publicUrl: null,
      databaseUrl: `postgres://${address.user}@localhost/${address.database}?host=${dirname(address.socketPath)}`,
      dataDirectory: directory,
      mediaDirectories: [directory],
      publicMediaDirectories: [directory],
      sessionSecret: 'only for tests, and long enough',
      mail: null,
      oidc: null,
      pushOrigins: [],
      trustProxy: false,
      logLevel: 'error',
      ...settings,
    },
    migrationsDirectory: pathOf('drizzle'),
    browserFiles: product.builtFiles(pathOf('build/client')),
    log: product.openLog('trace', { write }),
  })
  await running.tutti.library.scan()

  afterEach(() => expect(troubles.splice(0)).toEqual([]))
  afterAll(async () => {
    await running.close()
    await rm(directory, { recursive: true, force: true })
  })
  const url = `http://127.0.0.1:${running.port}`
  return { url, db, tutti: running.tutti, logged, troubles, browser: () => new Browser(url) }
}

async function loadProduct(): Promise<typeof Product> {
  const postgres = connect(
    { socketPath: inject('postgresSocketPath'), database: 'postgres', user: 'tutti' },
    1,
  )
  await postgres`select pg_advisory_lock(${BUILD_LOCK})`
  await buildIfChanged()
  await postgres.end()
  return import(/* @vite-ignore */ pathToFileURL(pathOf('build/server/index.js')).href)
}

async function writeSongs(directory: string): Promise<void> {
  for (const title of SONGS) {
    const tags = { title, artist: 'Trad.', album: 'Everybody’s' }
    await writeFile(join(directory, `${title}.wav`), makeWav(tags, 60_000))
  }
}

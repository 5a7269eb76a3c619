/** Starts the product: builds it when its sources have changed since the last build, then serves until told to stop. */
import { pathToFileURL } from 'node:url'
import { buildIfChanged } from './build.ts'
import { loadEnvironmentFile, pathOf } from './environment.ts'

await buildIfChanged()
loadEnvironmentFile()
process.env.NODE_ENV = 'production'

const product = await import(pathToFileURL(pathOf('build/server/index.js')).href)
const { readSettings, serve, announce, builtFiles, SettingsError, EmbeddedPostgresError } = product

try {
  const settings = readSettings(process.env, process.argv.slice(2), pathOf('demo'))
  const running = await serve({
    settings,
    migrationsDirectory: pathOf('drizzle'),
    browserFiles: builtFiles(pathOf('build/client')),
  })
  console.log(await announce(running.port, settings.publicUrl))
  stopOnSignal(() => running.close())
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}

/** What the person at the terminal can mend is said in a line; anything else is a bug and shows its stack. */
function explain(error: unknown): unknown {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError)
    return (error as Error).message
  const isAddressInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  return isAddressInUse ? 'PORT: something else is listening there already; choose another port.' : error
}

/** The first signal stops in order; a second one, from somebody in a hurry, at once. */
function stopOnSignal(close: () => Promise<void>): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      void close().then(() => process.exit(0))
    })
  }
}

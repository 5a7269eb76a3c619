/** Starts the product: builds it when its sources have changed since the last build, then serves until told to stop. */
import { buildIfChanged } from './build.ts'
import { loadEnvironmentFile, root } from './environment.ts'

await buildIfChanged()
loadEnvironmentFile()
process.env.NODE_ENV = 'production'

const { readSettings, serve, announce, builtFiles, SettingsError, EmbeddedPostgresError } = await import(
  new URL('build/server/index.js', root).href
)

try {
  const settings = readSettings(process.env, process.argv.slice(2), new URL('demo', root).pathname)
  const running = await serve({
    settings,
    migrationsDirectory: new URL('drizzle', root).pathname,
    browserFiles: builtFiles(new URL('build/client', root).pathname),
  })
  console.log(await announce(running.port, settings.publicUrl))
  stopOnSignal(() => running.close())
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof EmbeddedPostgresError || isAddressInUse(error)))
    throw error
  console.error((error as Error).message)
  process.exit(1)
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
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

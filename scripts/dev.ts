/** Serves the product with live reload: pages by Vite as they change, the server itself anew when its parts change. */
import { createServer } from 'vite'
import { loadEnvironmentFile, pathOf } from './environment.ts'

/** What the running server is made of; everything else Vite exchanges by itself. */
const SERVER_PARTS = /\/(server|app\/(sync|media|auth|db|domain))\/|\/app\/\w+\.server\.ts$/
const PAGES = 'virtual:react-router/server-build'

process.env.NODE_ENV = 'development'
loadEnvironmentFile()
const vite = await createServer({ root: pathOf(), server: { middlewareMode: true } })
let running = await start()
console.log(await running.announced)

let restarting = Promise.resolve()
vite.watcher.on('change', (path: string) => {
  if (!SERVER_PARTS.test(path)) return
  restarting = restarting.then(async () => {
    await running.close()
    vite.environments.ssr.moduleGraph.invalidateAll()
    running = await start()
    console.log('Server restarted')
  })
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)))
}

async function start() {
  const { readSettings, serve, announce } = await vite.ssrLoadModule('/server/index.ts')
  const settings = readSettings(process.env, process.argv.slice(2), pathOf('demo'))
  const served = await serve({
    settings,
    migrationsDirectory: pathOf('drizzle'),
    build: () => vite.ssrLoadModule(PAGES),
    browserFiles: vite.middlewares,
  })
  return { ...served, announced: announce(served.port, settings.publicUrl) }
}

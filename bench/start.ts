import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { ms, round, valueFigure, type Figure } from './support/figure.ts'
import { sleep } from './support/moment.ts'
import { median } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const LATER_STARTS = 3
const POLL_MS = 5
const START_TIMEOUT_MS = 60_000
const BARE = "require('http').createServer().listen(process.env.PORT, '127.0.0.1')"

/** From `npm start` to the open port, on a data directory that is there already. */
export async function start({ directory }: Workshop): Promise<Figure[]> {
  const environment = { DATA_DIR: directory, HOST: '127.0.0.1', LOG_LEVEL: 'warn' }
  const npmStart = () => timeStart('npm', ['start', '--silent'], environment)
  const first = await npmStart()
  const later: number[] = []
  const bare: number[] = []
  for (let count = 0; count < LATER_STARTS; count++) {
    later.push(await npmStart())
    bare.push(await timeStart(process.execPath, ['-e', BARE], {}))
  }
  return [
    valueFigure(
      '`npm start` to the open port, second start',
      `first start ${round(first / 1000)} s`,
      `a bare \`node:http\` ${ms(median(bare))}`,
      median(later) / 1000,
      ' s',
      { atMost: 5 },
    ),
  ]
}

async function timeStart(command: string, args: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort()
  const startedAtMs = performance.now()
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of its own, so that nothing of it outlives the bench.
    detached: true,
  })
  try {
    await untilOpen(port, child)
    return performance.now() - startedAtMs
  } finally {
    await stop(child)
  }
}

async function untilOpen(port: number, child: ChildProcess): Promise<void> {
  const untilMs = performance.now() + START_TIMEOUT_MS
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || performance.now() > untilMs) throw new Error('It did not start')
    await sleep(POLL_MS)
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
    socket.once('connect', () => socket.end())
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

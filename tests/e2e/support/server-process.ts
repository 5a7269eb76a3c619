import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const START_SCRIPT = fileURLToPath(new URL('../../../scripts/start.ts', import.meta.url))

export type ServerProcess = {
  url: string
  port: number
  process: ChildProcess
  /** Stops it in order, as Ctrl-C does. */
  stop(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

type Options = { dataDirectory: string; port?: number; environment?: NodeJS.ProcessEnv }

/** Starts the product as `npm start` does and waits for it to say where it is. */
export async function startServer({ dataDirectory, port = 0, environment }: Options): Promise<ServerProcess> {
  const child = spawn(process.execPath, [START_SCRIPT], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDirectory,
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await readUrl(child)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    url,
    port: Number(new URL(url).port),
    process: child,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  }
}

async function readUrl(child: ChildProcess): Promise<string> {
  const seen: string[] = []
  for await (const line of createInterface({ input: child.stdout! })) {
    seen.push(line)
    const url = /On this machine\s+(\S+)/.exec(line)?.[1]
    if (!url) continue
    // What it says from here on nobody reads, and a full pipe would stop it.
    child.stdout!.resume()
    return url
  }
  throw new Error(`The server ended before its port was open:\n${seen.join('\n')}`)
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll } from 'vitest'
import type { PostgresAddress } from '~/db/client.server'

const ENTRY = fileURLToPath(new URL('./serve.ts', import.meta.url))
const APP = fileURLToPath(new URL('../../../app', import.meta.url))

/** A node in a process of its own. `kill` is `kill -9`: nothing in it gets to say goodbye. */
export type NodeProcess = { url: string; kill(): Promise<void> }

/** Bundles the node once and returns how to start it, again and again. */
export async function buildNode(): Promise<(address: PostgresAddress) => Promise<NodeProcess>> {
  const outDir = await mkdtemp(join(tmpdir(), 'tutti-node-'))
  const running = new Set<NodeProcess>()
  afterAll(async () => {
    for (const node of running) await node.kill()
    await rm(outDir, { recursive: true, force: true })
  })
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '~': APP } },
    ssr: { noExternal: true },
    build: {
      ssr: ENTRY,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'node.mjs' } },
    },
  })
  return async (address) => {
    const node = await start(join(outDir, 'node.mjs'), address)
    running.add(node)
    return node
  }
}

async function start(script: string, address: PostgresAddress): Promise<NodeProcess> {
  if ('url' in address) throw new Error('The tests’ database listens on a socket')
  const child = spawn(process.execPath, [script], {
    env: { SOCKET_PATH: address.socketPath, DATABASE: address.database, DATABASE_USER: address.user },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^port (\d+)$/.exec(line)?.[1]
    if (!port) throw new Error(`The node said: ${line}`)
    return {
      url: `http://127.0.0.1:${port}/`,
      async kill() {
        child.kill('SIGKILL')
        await exited
      },
    }
  }
  throw new Error('The node ended before its port was open')
}

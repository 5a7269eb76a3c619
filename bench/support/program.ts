import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { bundled } from './bundle.ts'

/** What a program of the bench can be asked for, by name. */
export type Calls = Record<string, (...args: never[]) => unknown>

/** A process of its own that answers calls. */
export type Program<Asked extends Calls> = {
  pid: number
  call<Name extends keyof Asked>(
    name: Name,
    ...args: Parameters<Asked[Name]>
  ): Promise<Awaited<ReturnType<Asked[Name]>>>
  stop(): Promise<void>
}

type Question = { id: number; name: string; args: never[] }
type Answer = { id: number; result?: unknown; error?: string }

/** What a program must do before it goes, if anything. */
const STOP_TIMEOUT_MS = 10_000
const running = new Set<ChildProcess>()

/** Starts `bench/programs/<name>.ts`, which ends by `answerCalls`. */
export function startPlain<Asked extends Calls>(name: string, flags: string[] = []): Program<Asked> {
  return start(fileURLToPath(new URL(`../programs/${name}.ts`, import.meta.url)), flags)
}

/** The same for a program that imports the product, whose modules have to be bundled for Node. */
export async function startBundled<Asked extends Calls>(
  name: string,
  flags: string[] = [],
): Promise<Program<Asked>> {
  return start(await bundled(name), flags)
}

/** For the moment in which the bench itself ends, in order or not. */
export function stopAllPrograms(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Answers calls until the process that started this one lets go. `close` is called before it ends. */
export function answerCalls(calls: Calls, close: () => Promise<unknown> | void = () => {}): void {
  process.on('message', async ({ id, name, args }: Question) => {
    const answer = await Promise.resolve()
      .then(() => calls[name]!(...args))
      .then(
        (result): Answer => ({ id, result }),
        (error: unknown): Answer => ({ id, error: error instanceof Error ? error.stack : String(error) }),
      )
    process.send?.(answer)
  })
  process.once('disconnect', async () => {
    await close()
    process.exit()
  })
}

function start<Asked extends Calls>(path: string, flags: string[]): Program<Asked> {
  const child = fork(path, { execArgv: flags, env: { ...process.env, NODE_ENV: 'production' } })
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let calls = 0
  running.add(child)
  child.on('message', ({ id, result, error }: Answer) => {
    if (error === undefined) waiting.get(id)?.resolve(result)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  child.once('exit', () => {
    running.delete(child)
    for (const { reject } of waiting.values()) reject(new Error(`${path} ended before it had answered`))
  })
  return {
    pid: child.pid!,
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++calls
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
        child.send({ id, name: name as string, args })
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.disconnect()
      const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      await exited
      clearTimeout(tooLong)
    },
  }
}

/**
 * Prints the figures that the product promises, each beside its reference from the same run.
 *
 *   npm run bench                            all of them
 *   npm run bench -- --only fan-out,start    some of them
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildIfChanged } from '../scripts/build.ts'
import { clock } from './clock.ts'
import { commands } from './commands.ts'
import { fanOut } from './fan-out.ts'
import { guestPage } from './guest-page.ts'
import { inbox } from './inbox.ts'
import { media } from './media.ts'
import { postToAll } from './post-to-all.ts'
import { start } from './start.ts'
import { table, type Figure } from './support/figure.ts'
import { machineFacts } from './support/machine.ts'
import { stopAllPrograms } from './support/program.ts'
import type { Workshop } from './support/workshop.ts'

const FIGURES: Record<string, (workshop: Workshop) => Promise<Figure[]>> = {
  'fan-out': fanOut,
  commands,
  'post-to-all': postToAll,
  media,
  clock,
  'guest-page': guestPage,
  inbox,
  start,
}
/** A figure that takes longer than this has hung. */
const FIGURE_TIMEOUT_MS = 180_000

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only?.split(',') ?? Object.keys(FIGURES)
const unknown = chosen.filter((name) => !(name in FIGURES))
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}. There are: ${Object.keys(FIGURES).join(', ')}.`)
  process.exit(2)
}

const facts = machineFacts()
await buildIfChanged()
const temporary = await mkdtemp(join(tmpdir(), 'tutti-bench-'))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(1))

const figures: Figure[] = []
const failures: string[] = []
for (const name of chosen) {
  const startedAtMs = performance.now()
  console.error(`Measuring ${name} …`)
  try {
    figures.push(...(await inTime(FIGURES[name]!(workshop(name)))))
    console.error(`  ${((performance.now() - startedAtMs) / 1000).toFixed(0)} s`)
  } catch (error) {
    failures.push(name)
    console.error(error)
  }
}
console.log(`\n${facts}\n\n${table(figures)}\n`)
if (failures.length > 0) console.log(`Not measured: ${failures.join(', ')}; the reason stands above.\n`)
const missed = figures.filter((figure) => figure.isMet === false)
await leave(failures.length + missed.length > 0 ? 1 : 0)

function workshop(name: string): Workshop {
  return {
    directory: join(temporary, name),
    migrations: fileURLToPath(new URL('../drizzle', import.meta.url)),
  }
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const { promise: never, reject } = Promise.withResolvers<Result>()
  const timer = setTimeout(() => reject(new Error('It took too long')), FIGURE_TIMEOUT_MS)
  return Promise.race([work, never]).finally(() => clearTimeout(timer))
}

async function leave(code: number): Promise<never> {
  stopAllPrograms()
  await rm(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  process.exit(code)
}

/**
 * Measures how well browsers in one room play together, by the sound that they put out.
 *
 *   npm run bench:sync                             all rooms
 *   npm run bench:sync -- --quick                  20 s each instead of up to two minutes
 *   npm run bench:sync -- --only near/element,far  some of them: by name, network or output
 *   npm run bench:sync -- --long --only far        20 minutes each
 *   npm run bench:sync -- --list                   their names
 *
 * Writes everything to `build/bench-sync.json`, too.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfChanged } from '../../scripts/build.ts'
import { pathOf } from '../../scripts/environment.ts'
import { startServer } from '../../tests/e2e/support/server-process.ts'
import { machineFacts, watchStolen } from '../support/machine.ts'
import { stopAllPrograms } from '../support/program.ts'
import { goalsOf, isMet } from './goals.ts'
import { measure } from './measure.ts'
import { DEMO, rehearse } from './repertoire.ts'
import { detailsOf, promisesOf, type Measured } from './report.ts'
import { SCENES } from './scenes.ts'
import { goFirst, mayRaise } from './sound/priority.ts'
import { missingPrograms, stopAllPulse } from './sound/pulse.ts'
import { validate } from './validate.ts'

const QUICK_S = 20
const LONG_S = 1_200
/** What a room does besides being left alone, and some to spare. */
const STIRRED_S = 120
/** What validation usually comes to. */
const USUALLY_EARLY_MS = 19
/** A busy machine may stumble once. */
const VALIDATIONS = 2

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean' },
    long: { type: 'boolean' },
    list: { type: 'boolean' },
    'steady-s': { type: 'string' },
    'no-validation': { type: 'boolean' },
  },
})
const only = values.only?.split(',') ?? (values.long ? ['near/web-audio'] : null)
const scenes = SCENES.filter(
  ({ name }) => !only || [name, ...name.split('/')].some((part) => only.includes(part)),
).map((scene) => ({ ...scene, steadyS: steadySOf(scene.steadyS, scene.music === 'noise') }))
if (values.list || scenes.length === 0) {
  console.log(SCENES.map(({ name, title }) => `${name.padEnd(26)} ${title}`).join('\n'))
  process.exit(values.list ? 0 : 2)
}
const missing = missingPrograms()
if (missing.length > 0) {
  console.error(
    `Not installed: ${missing.join(', ')}. On Debian: apt-get install pulseaudio pulseaudio-utils util-linux`,
  )
  process.exit(2)
}

goFirst()
const priority = mayRaise() ? 'sound has real-time priority' : 'sound has no real-time priority: expect gaps'
const facts = `${machineFacts()} · ${priority}`
await buildIfChanged()
const temporary = await mkdtemp(join(tmpdir(), 'tutti-sync-'))
let stopServer: () => Promise<void> = async () => {}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(1))

const measured: Measured[] = []
const failures: string[] = []
const validation = await validated()
const media = join(temporary, 'media')
const longestS = Math.max(...scenes.map(({ steadyS }) => steadyS))
const repertoire = await rehearse(media, longestS + STIRRED_S, new Set(scenes.map(({ music }) => music)))
const server = await startServer({
  dataDirectory: join(temporary, 'data'),
  environment: { MEDIA_DIRS: `${media}:${DEMO}` },
})
stopServer = () => server.stop()
for (const scene of scenes) {
  const startedAtMs = performance.now()
  console.error(`Playing ${scene.name} …`)
  const stolen = watchStolen()
  try {
    const result = await measure(scene, {
      temporary,
      serverPort: server.port,
      repertoire,
      earlyMs: validation.earlyMs,
    })
    measured.push({ scene, result, load: loadavg()[0]!, stolen: stolen() })
    console.error(
      `  ${((performance.now() - startedAtMs) / 1000).toFixed(0)} s\n${promisesOf(measured.slice(-1))}`,
    )
  } catch (error) {
    failures.push(scene.name)
    console.error(error)
  }
}

const goals = measured.map(({ scene, result }) => ({ room: scene.name, ...goalsOf(scene, result) }))
mkdirSync(pathOf('build'), { recursive: true })
writeFileSync(
  pathOf('build/bench-sync.json'),
  JSON.stringify({ facts, validation, measured, goals }, null, 2),
)
console.log(
  `\n${facts}\n\n${validation.lines.join('\n')}\n\n${promisesOf(measured)}\n\n${detailsOf(measured)}\n`,
)
if (failures.length > 0) console.log(`Not measured: ${failures.join(', ')}; the reason stands above.\n`)
const isMissed = measured.some(({ scene, result }) => !Object.values(goalsOf(scene, result)).every(isMet))
await leave(failures.length > 0 || isMissed || !validation.isSound ? 1 : 0)

function steadySOf(usualS: number, mayBeLong: boolean): number {
  if (values['steady-s']) return Number(values['steady-s'])
  if (values.quick) return Math.min(QUICK_S, usualS)
  return values.long && mayBeLong ? LONG_S : usualS
}

async function validated() {
  if (values['no-validation']) return { lines: ['Not validated.'], earlyMs: USUALLY_EARLY_MS, isSound: true }
  for (let count = 1; ; count++) {
    console.error('Measuring what is known …')
    const validation = await validate(join(temporary, `validation-${count}`))
    console.error(validation.lines.map((line) => `  ${line}`).join('\n'))
    if (validation.isSound || count === VALIDATIONS) return validation
  }
}

async function leave(code: number): Promise<never> {
  await stopServer()
  stopAllPrograms()
  stopAllPulse()
  await rm(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  process.exit(code)
}

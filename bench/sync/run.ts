/**
 * Measures how well browsers in one room play together, by the sound that they put out.
 *
 *   npm run bench:sync                            all rooms
 *   npm run bench:sync -- --quick                 20 s each
 *   npm run bench:sync -- --only near/element     one of them; or all of a network, or of an output
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfChanged } from '../../scripts/build.ts'
import { startServer } from '../../tests/e2e/support/server-process.ts'
import { machineFacts } from '../support/machine.ts'
import { stopAllPrograms } from '../support/program.ts'
import { resultOf } from './measures/result.ts'
import { tableOf, type Row } from './report.ts'
import { NOISE_GRAIN } from './sound/hearing.ts'
import { Matcher } from './sound/matcher.ts'
import { missingPrograms, Pulse } from './sound/pulse.ts'
import { makeNoise, wavOf } from './sound/test-track.ts'
import { BROWSERS, NETWORKS } from './stage/networks.ts'
import { playRoom } from './stage/session.ts'

const TRACK_TITLE = 'Noise that never repeats'
const OUTPUTS = ['element', 'web-audio'] as const
const STEADY_S = 120
const QUICK_STEADY_S = 20
/** What a room does besides being steady, and some to spare. */
const REST_OF_TRACK_S = 120

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean' }, 'steady-s': { type: 'string' } },
})
const steadyS = Number(values['steady-s'] ?? (values.quick ? QUICK_STEADY_S : STEADY_S))
const only = values.only?.split(',')
const rooms = Object.entries(NETWORKS)
  .flatMap(([name, network]) => OUTPUTS.map((output) => ({ name: `${name}/${output}`, network, output })))
  .filter(({ name }) => !only || only.some((part) => name === part || name.split('/').includes(part)))

const missing = missingPrograms()
if (missing.length > 0) {
  console.error(
    `Not installed: ${missing.join(', ')}. On Debian: apt-get install pulseaudio pulseaudio-utils`,
  )
  process.exit(2)
}

const facts = machineFacts()
await buildIfChanged()
const temporary = await mkdtemp(join(tmpdir(), 'tutti-sync-'))
const media = join(temporary, 'media')
const track = makeNoise(steadyS + REST_OF_TRACK_S)
await mkdir(media)
await writeFile(join(media, `${TRACK_TITLE}.wav`), wavOf(track))
const matcher = new Matcher(track)

const pulse = await Pulse.start(join(temporary, 'pulse'), BROWSERS)
const server = await startServer({
  dataDirectory: join(temporary, 'data'),
  environment: { MEDIA_DIRS: media },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(1))

const rows: Row[] = []
const failures: string[] = []
for (const { name, network, output } of rooms) {
  console.error(`Playing ${name} …`)
  try {
    const played = await playRoom(server.port, pulse, join(temporary, 'recording.pcm'), {
      network,
      output,
      trackTitle: TRACK_TITLE,
      steadyS,
      plays: 2,
      seeks: 2,
      lateJoins: 1,
      wallClocksOffMs: [],
    })
    rows.push({ name, result: resultOf(played, matcher, NOISE_GRAIN) })
    console.error(tableOf(rows.slice(-1)))
  } catch (error) {
    failures.push(name)
    console.error(error)
  }
}
console.log(`\n${facts}\n\n${tableOf(rows)}\n`)
await leave(failures.length > 0 ? 1 : 0)

async function leave(code: number): Promise<never> {
  await server.stop()
  await pulse.stop()
  stopAllPrograms()
  await rm(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  process.exit(code)
}

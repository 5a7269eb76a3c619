import type { BareServer } from './programs/bare-server.ts'
import type { CastRoom } from './programs/cast.ts'
import type { Herd } from './programs/herd.ts'
import { ms, ratioFigure, type Figure } from './support/figure.ts'
import { jsonPost } from './support/keep-alive.ts'
import { sleep } from './support/moment.ts'
import { startProduct } from './support/product.ts'
import { startPlain, type Program } from './support/program.ts'
import { percentile } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'

const STREAMS = 1_000
const ROUNDS = 120
const WARM_UP_ROUNDS = 5
/** Comings are told for a moment after the last one came. */
const SETTLE_MS = 1_500
const BETWEEN_MS = 25

type Scene = { name: string; herd: Program<Herd>; port: number; request(round: number, text: string): Buffer }

/** From sending a message until the last of a thousand streams has it: on one node, on two, and a bare loop. */
export async function postToAll(workshop: Workshop): Promise<Figure[]> {
  const product = await startProduct(workshop, [STREAMS, STREAMS], 2)
  const bare = startPlain<BareServer>('bare-server')
  const herds = [startPlain<Herd>('herd'), startPlain<Herd>('herd'), startPlain<Herd>('herd')] as const
  try {
    const [first, second] = product.nodes.map((node) => node.port) as [number, number]
    const [one, two] = product.rooms as [CastRoom, CastRoom]
    const barePort = await bare.call('open')
    const half = STREAMS / 2
    await openStreams(herds[0], first, one.code, one.cookies)
    await openStreams(herds[1], first, two.code, two.cookies.slice(0, half))
    await openStreams(herds[1], second, two.code, two.cookies.slice(half))
    await herds[2].call('open', barePort, Array<string>(STREAMS).fill('/'))
    await sleep(SETTLE_MS)

    const say =
      ({ code, cookies }: CastRoom) =>
      (round: number, text: string) =>
        jsonPost(first, `/rooms/${code}/messages`, cookies[round % cookies.length]!, { text })
    const scenes: Scene[] = [
      { name: 'one node', herd: herds[0], port: first, request: say(one) },
      { name: 'two nodes', herd: herds[1], port: first, request: say(two) },
      {
        name: 'bare',
        herd: herds[2],
        port: barePort,
        request: (_, text) => jsonPost(barePort, '/', '', { text: padded(text) }),
      },
    ]
    const timesMs = scenes.map(() => [] as number[])
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (const [index, scene] of scenes.entries()) {
        const time = await timePost(scene, round + WARM_UP_ROUNDS)
        if (round >= 0) timesMs[index]!.push(time)
      }
    }
    const [bareP50, bareP99] = [0.5, 0.99].map((share) => percentile(timesMs[2]!, share)) as [number, number]
    return scenes.slice(0, 2).map(({ name }, index) => {
      const [p50, p99] = [0.5, 0.99].map((share) => percentile(timesMs[index]!, share)) as [number, number]
      return ratioFigure(
        `POST to all ${STREAMS.toLocaleString('en')} clients, ${name}`,
        `p50 ${ms(p50)}, p99 ${ms(p99)}`,
        `bare loop, no database: p50 ${ms(bareP50)}, p99 ${ms(bareP99)}`,
        p50 / bareP50,
        null,
      )
    })
  } finally {
    await Promise.all([...herds, bare].map((program) => program.stop()))
    await product.stop()
  }
}

function openStreams(herd: Program<Herd>, port: number, code: string, cookies: string[]): Promise<void> {
  const paths = cookies.map(() => `/rooms/${code}/events`)
  return herd.call(
    'open',
    port,
    paths,
    cookies.map((cookie) => `Cookie: ${cookie}`),
  )
}

let marks = 0

async function timePost({ herd, port, request }: Scene, round: number): Promise<number> {
  const mark = `mark-${String(++marks).padStart(6, '0')}`
  await herd.call('watchFor', mark)
  const bytes = request(round, `Shall we dance to the next one? ${mark}`)
  const { sentAtMs, status } = await herd.call('post', port, bytes.toString())
  if (status !== 200) throw new Error(`A message was answered ${status}`)
  const lastAtMs = await herd.call('lastArrival')
  await sleep(BETWEEN_MS)
  return lastAtMs - sentAtMs
}

/** An event carries more than its text; the bare loop sends about as many bytes. */
function padded(text: string): string {
  return text.padEnd(380, '.') + '\n\n'
}

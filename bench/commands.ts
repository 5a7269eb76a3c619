import type { EngineWriters } from './programs/engine-writers.ts'
import type { HttpWriters } from './programs/http-writers.ts'
import { ms, ratioFigure, round, valueFigure, type Figure } from './support/figure.ts'
import { findTrackIds, startProduct, type Product } from './support/product.ts'
import { startBundled, startPlain } from './support/program.ts'
import { median } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'
import type { Written } from './support/writers.ts'

const WRITERS = 32
const ROOMS = 64
/** With so many people nobody reaches the limit of commands a member. */
const PEOPLE_A_ROOM = 10
const HTTP_ROUNDS = 3
const HTTP_ROUND_MS = 4_000
const ENGINE_ROUNDS = 7
const ENGINE_ROUND_MS = 1_500
const WARM_UP_MS = 1_000

/** How many commands a second many rooms take together, and what the bus costs them. */
export async function commands(workshop: Workshop): Promise<Figure[]> {
  const product = await startProduct(workshop, Array<number>(ROOMS).fill(PEOPLE_A_ROOM))
  try {
    const http = await throughHttp(product)
    await Promise.all(product.nodes.map((node) => node.stop()))
    const { withBus, without, bare } = await throughEngine(product)
    return [
      valueFigure(
        `Commands through HTTP, ${WRITERS} writers, ${ROOMS} rooms`,
        `p50 ${ms(http.p50Ms)}, p99 ${ms(http.p99Ms)}`,
        `engine alone ${round(without)}/s; bare transactions ${round(bare)}/s`,
        http.perS,
        '/s',
        { atLeast: 500 },
      ),
      ratioFigure(
        'Commands with the bus ÷ without it',
        `${round(withBus)}/s`,
        `no bus ${round(without)}/s`,
        withBus / without,
        { atLeast: 0.9 },
      ),
    ]
  } finally {
    await product.stop()
  }
}

async function throughHttp({
  nodes,
  rooms,
}: Product): Promise<{ perS: number; p50Ms: number; p99Ms: number }> {
  const { port, url } = nodes[0]!
  const writers = startPlain<HttpWriters>('http-writers')
  try {
    const trackIds = await findTrackIds(url, rooms[0]!)
    const run = (durationMs: number) => writers.call('run', port, rooms, trackIds, WRITERS, durationMs)
    await run(WARM_UP_MS)
    const rounds: Written[] = []
    for (let index = 0; index < HTTP_ROUNDS; index++) rounds.push(allAccepted(await run(HTTP_ROUND_MS)))
    return {
      perS: median(rounds.map((round) => round.perS)),
      p50Ms: median(rounds.map((round) => round.p50Ms)),
      p99Ms: median(rounds.map((round) => round.p99Ms)),
    }
  } finally {
    await writers.stop()
  }
}

async function throughEngine({ address }: Product) {
  const withBus = await startBundled<EngineWriters>('engine-writers')
  const without = await startBundled<EngineWriters>('engine-writers')
  try {
    await withBus.call('open', address, true, ROOMS)
    await without.call('open', address, false, ROOMS)
    const perS = { withBus: [] as number[], without: [] as number[], bare: [] as number[] }
    for (let index = -1; index < ENGINE_ROUNDS; index++) {
      const durationMs = index < 0 ? WARM_UP_MS : ENGINE_ROUND_MS
      const on = allAccepted(await withBus.call('run', WRITERS, durationMs))
      const off = allAccepted(await without.call('run', WRITERS, durationMs))
      const bare = await without.call('runBare', WRITERS, durationMs)
      // The first round warms all three up.
      if (index < 0) continue
      perS.withBus.push(on.perS)
      perS.without.push(off.perS)
      perS.bare.push(bare.perS)
    }
    return { withBus: median(perS.withBus), without: median(perS.without), bare: median(perS.bare) }
  } finally {
    await Promise.all([withBus.stop(), without.stop()])
  }
}

/** A refused command costs less than one that is done: with such among them the figures would mean nothing. */
function allAccepted(written: Written): Written {
  const refused = Object.entries(written.refused)
  if (refused.length > 0)
    throw new Error(`Refused: ${refused.map(([code, count]) => `${count} ${code}`).join(', ')}`)
  return written
}

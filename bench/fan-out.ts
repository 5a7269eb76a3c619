import type { BareServer } from './programs/bare-server.ts'
import type { Herd } from './programs/herd.ts'
import type { StreamingNode } from './programs/streaming-node.ts'
import { ms, ratioFigure, round, type Figure } from './support/figure.ts'
import { openFilesLimit } from './support/machine.ts'
import type { Memory } from './support/memory.ts'
import { sleep } from './support/moment.ts'
import { startBundled, startPlain, type Program } from './support/program.ts'
import { median } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'

const SIZES = [1_000, 5_000]
const ROUNDS = 30
const BURST = 10
/** Comings are told for a moment after the last one came. */
const SETTLE_MS = 1_000
const BETWEEN_MS = 20
/** What a process has open besides its streams. */
const OTHER_FILES = 200

type Side = { herd: Program<Herd>; timeOne(count: number): Promise<number> }

/** How long until the last stream of a room has an event, and what a stream costs, beside a bare loop. */
export async function fanOut({ directory, migrations }: Workshop): Promise<Figure[]> {
  const sizes = SIZES.map((size) => Math.min(size, openFilesLimit() - OTHER_FILES))
  const largest = Math.max(...sizes)
  const node = await startBundled<StreamingNode>('streaming-node', ['--expose-gc'])
  const bare = startPlain<BareServer>('bare-server', ['--expose-gc'])
  const nodeHerd = startPlain<Herd>('herd')
  const bareHerd = startPlain<Herd>('herd')
  try {
    const { port, position } = await node.call('open', `${directory}/fan-out`, migrations, largest)
    const barePort = await bare.call('open')
    const path = (member: number) => `/?member=${member}&last=${position}`
    const grow = async (size: number) => {
      const from = await nodeHerd.call('count')
      const members = Array.from({ length: size - from }, (_, index) => from + index)
      await nodeHerd.call('open', port, members.map(path))
      await bareHerd.call(
        'open',
        barePort,
        members.map(() => '/'),
      )
      await sleep(SETTLE_MS)
    }

    let frame = ''
    const product: Side = {
      herd: nodeHerd,
      async timeOne(count) {
        const told = await fireAndTime(nodeHerd, (mark) => node.call('fire', mark, count))
        frame = told.frame.replace(told.mark, MARK_PLACE)
        return told.ms
      },
    }
    const reference: Side = {
      herd: bareHerd,
      async timeOne() {
        return (await fireAndTime(bareHerd, (mark) => bare.call('fire', frame.replace(MARK_PLACE, mark)))).ms
      },
    }

    const before = { node: await node.call('measureMemory'), bare: await bare.call('measureMemory') }
    const figures: Figure[] = []
    for (const size of sizes) {
      await grow(size)
      figures.push(...(await timeSize(size, product, reference)))
    }
    const after = { node: await node.call('measureMemory'), bare: await bare.call('measureMemory') }
    figures.push(
      compareMemory(perStream(before.node, after.node, largest), perStream(before.bare, after.bare, largest)),
    )
    return figures
  } finally {
    await Promise.all([nodeHerd, bareHerd, node, bare].map((program) => program.stop()))
  }
}

async function timeSize(size: number, product: Side, reference: Side): Promise<Figure[]> {
  const times = {
    one: [] as number[],
    bare: [] as number[],
    burst: [] as number[],
    bareBurst: [] as number[],
  }
  for (let index = -3; index < ROUNDS; index++) {
    const one = await product.timeOne(1)
    const bare = await reference.timeOne(1)
    const burst = await product.timeOne(BURST)
    const bareBurst = await reference.timeOne(BURST)
    // The first rounds warm both sides up.
    if (index < 0) continue
    times.one.push(one)
    times.bare.push(bare)
    times.burst.push(burst)
    times.bareBurst.push(bareBurst)
  }
  const { one, bare, burst, bareBurst } = {
    one: median(times.one),
    bare: median(times.bare),
    burst: median(times.burst),
    bareBurst: median(times.bareBurst),
  }
  const streams = `${size.toLocaleString('en')} streams`
  return [
    ratioFigure(`Event to the last of ${streams}`, ms(one), `bare loop ${ms(bare)}`, one / bare, {
      atMost: 1.25,
    }),
    ratioFigure(
      `Ten events of one tick to ${streams}`,
      ms(burst),
      `one event ${ms(one)} (bare loop, same bytes: ${ms(bareBurst)})`,
      burst / one,
      {
        atMost: 1.5,
      },
    ),
  ]
}

function perStream(before: Memory, after: Memory, streams: number): Memory {
  return {
    heapBytes: (after.heapBytes - before.heapBytes) / streams,
    residentBytes: (after.residentBytes - before.residentBytes) / streams,
  }
}

function compareMemory(node: Memory, bare: Memory): Figure {
  const ratio = node.heapBytes / bare.heapBytes
  const reference = `bare \`node:http\` ${showMemory(bare)}`
  return ratioFigure('Memory a stream, heap and buffers', showMemory(node), reference, ratio, { atMost: 1.3 })
}

function showMemory({ heapBytes, residentBytes }: Memory): string {
  return `${round(heapBytes / 1024)} KiB (resident ${round(residentBytes / 1024)})`
}

/** Where the mark stands in a frame that both sides send. */
const MARK_PLACE = '{mark}'
let marks = 0

async function fireAndTime<Fired extends { firedAtMs: number }>(
  herd: Program<Herd>,
  fire: (mark: string) => Promise<Fired>,
): Promise<Fired & { ms: number; mark: string }> {
  const mark = `mark-${String(++marks).padStart(6, '0')}`
  await herd.call('watchFor', mark)
  const fired = await fire(mark)
  const lastAtMs = await herd.call('lastArrival')
  await sleep(BETWEEN_MS)
  return { ...fired, ms: lastAtMs - fired.firedAtMs, mark }
}

import { startServer, type ServerProcess } from '../../tests/e2e/support/server-process.ts'
import type { Cast, CastRoom } from '../programs/cast.ts'
import { sleep } from './moment.ts'
import { startBundled } from './program.ts'
import type { Workshop } from './workshop.ts'

const SESSION_SECRET = 'a secret of the bench alone'
const SCAN_TIMEOUT_MS = 20_000

/** The whole product with people in its rooms. */
export type Product = {
  rooms: CastRoom[]
  nodes: ServerProcess[]
  address: Awaited<ReturnType<Cast['open']>>['address']
  stop(): Promise<void>
}

/** Starts nodes of the product on one database that holds rooms of these sizes. */
export async function startProduct(
  { directory, migrations }: Workshop,
  roomSizes: number[],
  nodeCount = 1,
): Promise<Product> {
  const cast = await startBundled<Cast>('cast')
  const nodes: ServerProcess[] = []
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    await cast.stop()
  }
  try {
    const { address, rooms } = await cast.call('open', directory, migrations, SESSION_SECRET, roomSizes)
    for (let count = 0; count < nodeCount; count++) {
      nodes.push(await startServer({ dataDirectory: directory, environment: { SESSION_SECRET } }))
    }
    return { rooms, nodes, address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The demo library's tracks, once it has been scanned. */
export async function findTrackIds(url: string, { code, cookies }: CastRoom): Promise<string[]> {
  const untilMs = performance.now() + SCAN_TIMEOUT_MS
  while (performance.now() < untilMs) {
    const answer = await fetch(`${url}/rooms/${code}/search?q=`, { headers: { Cookie: cookies[0]! } })
    const { tracks } = (await answer.json()) as { tracks: { id: string; kind: string }[] }
    const songs = tracks.filter(({ kind }) => kind === 'audio')
    if (songs.length > 0) return songs.map(({ id }) => id)
    await sleep(200)
  }
  throw new Error('The demo library was not found')
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfChanged } from '../../../scripts/build.ts'
import { startServer } from './server-process.ts'

/** One real product for all journeys: its own process, its own database, the demo library. */
export default async function setup() {
  await buildIfChanged()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-e2e-'))
  const server = await startServer({ dataDirectory })
  process.env.TUTTI_URL = server.url
  return async () => {
    await server.stop()
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

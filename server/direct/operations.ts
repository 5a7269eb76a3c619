import { sql } from 'drizzle-orm'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Tutti } from '~/tutti.server'
import { answerJson } from '../respond'
import type { DirectRequest } from './request'

/** Healthy is: the database answers and the bus hears itself. */
export async function answerHealth({ tutti, response }: DirectRequest): Promise<void> {
  const database = await tutti.db.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
  const bus = tutti.engine.bus.health().healthy
  answerJson(response, { ok: database && bus, database, bus }, database && bus ? 200 : 503)
}

/** Figures for Prometheus; nothing in them tells of a person or a room. */
export async function answerMetrics({ tutti, response }: DirectRequest): Promise<void> {
  const registry = registryOf(tutti)
  response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics())
}

const registries = new WeakMap<Tutti, Registry>()

function registryOf(tutti: Tutti): Registry {
  const known = registries.get(tutti)
  if (known) return known
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  gauge(registry, 'tutti_streams', 'Open event streams', () => tutti.engine.hub.streamCount())
  gauge(registry, 'tutti_rooms_held', 'Rooms this node holds a copy of', () => tutti.engine.rooms.heldCount())
  gauge(registry, 'tutti_bus_last_heard_seconds', 'Since the bus last heard itself', () => {
    return tutti.engine.bus.health().lastHeardAgoMs / 1000
  })
  registries.set(tutti, registry)
  return registry
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read())
      },
    }),
  )
}

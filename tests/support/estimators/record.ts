/**
 * Records heartbeats of a real browser against the real product, through a proxy that delays each way, asked at the
 * moments at which each method asks and timed by the network's own timestamps, as the player's are. Writes
 * `recorded.json` beside this file (then: `npx prettier --write`).
 *
 *   node tests/support/estimators/record.ts
 *
 * On a machine that others use too: `chrt --rr 1 node …`, so that it waits for nobody.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { DelayingProxy } from '../../../bench/sync/stage/delaying-proxy.ts'
import { machineFacts } from '../../../bench/support/machine.ts'
import { sleep } from '../../../bench/support/moment.ts'
import { findBrowser } from '../../../scripts/browser.ts'
import { buildIfChanged } from '../../../scripts/build.ts'
import { openJam } from '../../e2e/support/people.ts'
import { startServer } from '../../e2e/support/server-process.ts'
import type { Probe } from '../../../app/domain/playback/clock-estimate.ts'
import { quickest, type Method } from './estimator.ts'
import { METHODS } from './methods.ts'
import { pack, type Recording } from './recorded.ts'

type Ways = [upMs: number, upJitterMs: number, downMs: number, downJitterMs: number]

const LINES: Record<string, Ways> = {
  'recorded, 5 ± 2 ms each way': [5, 2, 5, 2],
  'recorded, 40 ± 15 ms each way': [40, 15, 40, 15],
  'recorded, 120 ± 40 ms each way': [120, 40, 120, 40],
}
const TAKES = 3
const LASTS_MS = 150_000
const TRUTH_EVERY_MS = 3_000
const TRUTH_PROBES = 40

await buildIfChanged()
const dataDirectory = await mkdtemp(join(tmpdir(), 'tutti-record-'))
const server = await startServer({ dataDirectory })
const { executablePath } = await findBrowser()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const recordings: Recording[] = []
for (let take = 1; take <= TAKES; take++) {
  console.log(`Take ${take} of ${TAKES}`)
  recordings.push(
    ...(await Promise.all(Object.entries(LINES).map(([name, line]) => recordBehind(name, line)))),
  )
}
await browser.close()
await server.stop()
await rm(dataDirectory, { recursive: true, force: true })

const how = `Chromium ${browser.version()} through bench/sync/stage/delaying-proxy.ts · ${machineFacts()}`
const path = join(import.meta.dirname, 'recorded.json')
await writeFile(path, JSON.stringify({ how, recordings: recordings.map(pack) }))

async function recordBehind(
  name: string,
  [upMs, upJitterMs, downMs, downJitterMs]: Ways,
): Promise<Recording> {
  const proxy = await DelayingProxy.open(server.port, {
    up: { delayMs: upMs, jitterMs: upJitterMs },
    down: { delayMs: downMs, jitterMs: downJitterMs },
  })
  const recording = await record(name, `http://127.0.0.1:${proxy.port}`)
  proxy.close()
  return recording
}

async function record(name: string, url: string): Promise<Recording> {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  const code = await openJam(page)
  const cookie = (await context.cookies()).map((kept) => `${kept.name}=${kept.value}`).join('; ')
  // A page of the same origin without scripts of its own, so that only what is recorded is asked.
  await page.goto('/healthz')
  const path = `/rooms/${code}/heartbeat`
  const { startedAtMs, monotonicMs } = await browsersClock(page)

  const truth: [number, number][] = []
  const probes: Record<string, Probe[]> = {}
  const methods = METHODS.map(async (method) => {
    probes[method.name] = await askAll(page, path, method, startedAtMs)
  })
  while (truth.length < LASTS_MS / TRUTH_EVERY_MS) {
    const best = quickest(await askFromHere(path, cookie))
    const offsetMs = (best.t1 + best.t2 - best.t0 - best.t3) / 2
    truth.push([best.t0 - monotonicMs, offsetMs + monotonicMs])
    await sleep(TRUTH_EVERY_MS)
  }
  await Promise.all(methods)
  await context.close()
  return { name, startedAtMs, truth, probes }
}

/** The browser's `performance.now()` counts the machine's monotonic clock from this moment of it, as Node's does. */
async function browsersClock(page: Page): Promise<{ startedAtMs: number; monotonicMs: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  const monotonicMs = metrics.find((metric) => metric.name === 'NavigationStart')!.value * 1000
  return { startedAtMs: await page.evaluate(() => performance.now()), monotonicMs }
}

async function askAll(page: Page, path: string, method: Method, fromMs: number): Promise<Probe[]> {
  const schedule = method.schedule(fromMs)
  const all: Probe[] = []
  for (let sentAt = schedule.next().value; sentAt[0]! < fromMs + LASTS_MS;) {
    const answers = await page.evaluate(askAt, { path, sentAt })
    all.push(...answers)
    sentAt = schedule.next(answers).value
  }
  return all
}

/** Within the page. */
function askAt({ path, sentAt }: { path: string; sentAt: number[] }): Promise<Probe[]> {
  performance.setResourceTimingBufferSize(100_000)
  // On a busy machine the word to send comes late: what is sent together keeps its distance all the same.
  const lateMs = Math.max(0, performance.now() - sentAt[0]!)
  const ask = async (atMs: number) => {
    await new Promise((resolve) => setTimeout(resolve, atMs + lateMs - performance.now()))
    const url = new URL(`${path}?${crypto.randomUUID()}`, location.href).href
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: '{}',
      cache: 'no-store',
    })
    const { t1, t2 } = (await response.json()) as { t1: number; t2: number }
    for (;;) {
      const [entry] = performance.getEntriesByName(url) as PerformanceResourceTiming[]
      if (entry) return { t0: entry.requestStart, t1, t2, t3: entry.responseStart }
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
  return Promise.all(sentAt.map(ask))
}

/** The same, straight from this process and without a browser: accurate to a tenth of a millisecond. */
async function askFromHere(path: string, cookie: string): Promise<Probe[]> {
  const probes: Probe[] = []
  for (let count = 0; count < TRUTH_PROBES; count++) probes.push(await askOnceFromHere(path, cookie))
  return probes
}

function askOnceFromHere(path: string, cookie: string): Promise<Probe> {
  const { promise, resolve, reject } = Promise.withResolvers<Probe>()
  const t0 = monotonicNowMs()
  const asking = request(
    `${server.url}${path}`,
    { method: 'POST', headers: { Cookie: cookie, Origin: server.url, 'Content-Type': 'application/json' } },
    (response) => {
      const t3 = monotonicNowMs()
      response.toArray().then((chunks) => {
        const { t1, t2 } = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as {
          t1: number
          t2: number
        }
        resolve({ t0, t1, t2, t3 })
      }, reject)
    },
  )
  asking.on('error', reject)
  asking.end('{}')
  return promise
}

function monotonicNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

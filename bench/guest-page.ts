import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { request } from 'node:http'
import type { BareServer } from './programs/bare-server.ts'
import type { CastRoom } from './programs/cast.ts'
import { kilobytes, ms, ratioFigure, valueFigure, type Figure } from './support/figure.ts'
import { watchGuest } from './support/guests-browser.ts'
import { findTrackIds, startProduct } from './support/product.ts'
import { startPlain } from './support/program.ts'
import { median } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'

const PEOPLE = 20
/** Enough that the queue does not run out meanwhile. */
const SONGS = 6
const ROUNDS = 150
const WARM_UP_ROUNDS = 20

type Encoding = 'gzip' | 'br'
type Loaded = { headers: Record<string, string>; wire: Buffer; text: string; firstByteMs: number }

/** What a guest's browser loads to see a room, and how soon the page begins to arrive. */
export async function guestPage(workshop: Workshop): Promise<Figure[]> {
  const product = await startProduct(workshop, [PEOPLE])
  const bare = startPlain<BareServer>('bare-server')
  try {
    const [{ code, cookies }] = product.rooms as [(typeof product.rooms)[0]]
    const origin = `http://127.0.0.1:${product.nodes[0]!.port}`
    const page = new URL(`/rooms/${code}`, origin)
    const [host, guest] = cookies as [string, string]
    await addSongs(origin, { code, cookies })
    const { live, reaching, sound } = await watchGuest(product.nodes[0]!.port, { code, host, guest })
    // Over plain http, as on a LAN, browsers take gzip and never brotli.
    const weighAll = async (paths: string[]) => ({
      gzip: await weigh(origin, paths, 'gzip'),
      br: await weigh(origin, paths, 'br'),
    })
    const [shown, reached, heard] = [await weighAll(live), await weighAll(reaching), await weighAll(sound)]
    const html = { gzip: await load(page, guest, 'gzip'), br: await load(page, guest, 'br') }

    const example = await load(page, cookies[1]!, 'gzip')
    const bareOrigin = `http://127.0.0.1:${await bare.call('open')}`
    await bare.call('setPage', example.wire.toString('base64'), example.headers)
    const times = { page: [] as number[], bare: [] as number[] }
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      const ours = await load(page, cookies[Math.abs(round) % PEOPLE]!, 'gzip')
      const reference = await load(new URL('/page', bareOrigin), '', 'gzip')
      if (round < 0) continue
      times.page.push(ours.firstByteMs)
      times.bare.push(reference.firstByteMs)
    }
    return [
      valueFigure(
        'Guest page, live: JavaScript and CSS, gzip',
        `${inWords(shown.gzip)} in ${live.length} files; HTML ${kilobytes(html.gzip.wire.length)}`,
        `brotli (https): ${inWords(shown.br)}; HTML ${kilobytes(html.br.wire.length)}`,
        total(shown.gzip) / 1000,
        ' KB',
        { atMost: 100 },
      ),
      valueFigure(
        'Guest page: what sharing, searching and voting add',
        inWords(reached.gzip),
        `brotli (https): ${inWords(reached.br)}`,
        total(reached.gzip) / 1000,
        ' KB',
        null,
      ),
      valueFigure(
        'Guest page: what turning the sound on adds',
        inWords(heard.gzip),
        `brotli (https): ${inWords(heard.br)}`,
        total(heard.gzip) / 1000,
        ' KB',
        null,
      ),
      ratioFigure(
        'Guest page: time to first byte, p50',
        ms(median(times.page)),
        `bare \`node:http\`, same bytes ${ms(median(times.bare))}`,
        median(times.page) / median(times.bare),
        null,
      ),
    ]
  } finally {
    await bare.stop()
    await product.stop()
  }
}

async function addSongs(origin: string, room: CastRoom): Promise<void> {
  let trackIds: string[] = []
  while (trackIds.length < SONGS) trackIds = await findTrackIds(origin, room)
  for (const trackId of trackIds.slice(0, SONGS)) {
    const answer = await fetch(`${origin}/rooms/${room.code}/queue`, {
      method: 'POST',
      headers: { Cookie: room.cookies[0]!, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ trackId }),
    })
    if (!answer.ok) throw new Error(`A song was answered ${answer.status}`)
  }
}

type Weight = { scripts: number; styles: number }

/** Bytes over the wire. */
async function weigh(origin: string, paths: string[], encoding: Encoding): Promise<Weight> {
  const weight: Weight = { scripts: 0, styles: 0 }
  for (const path of paths) {
    const { wire } = await load(new URL(path, origin), '', encoding)
    weight[path.endsWith('.css') ? 'styles' : 'scripts'] += wire.length
  }
  return weight
}

function total({ scripts, styles }: Weight): number {
  return scripts + styles
}

function inWords({ scripts, styles }: Weight): string {
  return styles > 0 ? `JS ${kilobytes(scripts)} + CSS ${kilobytes(styles)}` : `JS ${kilobytes(scripts)}`
}

function load(url: URL, cookie: string, encoding: Encoding): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const headers = { Cookie: cookie, 'Accept-Encoding': encoding, Accept: 'text/html,*/*;q=0.8' }
    const sentAtMs = performance.now()
    const asking = request(url, { headers }, (response) => {
      const firstByteMs = performance.now() - sentAtMs
      if (response.statusCode !== 200)
        return reject(new Error(`${url.pathname} was answered ${response.statusCode}`))
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const wire = Buffer.concat(chunks)
        const { 'content-type': type = '', 'content-encoding': coding = 'identity' } = response.headers
        resolve({
          headers: { 'Content-Type': type, 'Content-Encoding': coding },
          wire,
          text: decoded(wire, coding),
          firstByteMs,
        })
      })
    })
    asking.on('error', reject)
    asking.end()
  })
}

function decoded(wire: Buffer, coding: string): string {
  if (coding === 'gzip') return gunzipSync(wire).toString()
  if (coding === 'br') return brotliDecompressSync(wire).toString()
  return wire.toString()
}

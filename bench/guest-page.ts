import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { request } from 'node:http'
import type { BareServer } from './programs/bare-server.ts'
import { kilobytes, ms, ratioFigure, valueFigure, type Figure } from './support/figure.ts'
import { startProduct } from './support/product.ts'
import { startPlain } from './support/program.ts'
import { median, sum } from './support/statistics.ts'
import type { Workshop } from './support/workshop.ts'

const PEOPLE = 20
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
    // Over plain http, as on a LAN, browsers take gzip and never brotli.
    const [gzip, brotli] = [await weigh(page, cookies[1]!, 'gzip'), await weigh(page, cookies[1]!, 'br')]

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
        'Guest page: JavaScript and CSS, gzip',
        `JS ${kilobytes(gzip.scripts)} + CSS ${kilobytes(gzip.styles)}; HTML ${kilobytes(gzip.html)}`,
        `brotli (https): JS ${kilobytes(brotli.scripts)} + CSS ${kilobytes(brotli.styles)}; HTML ${kilobytes(brotli.html)}`,
        (gzip.scripts + gzip.styles) / 1000,
        ' KB',
        { atMost: 100 },
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

/** Bytes over the wire of the page and of all that it makes a browser load before it lives. */
async function weigh(page: URL, cookie: string, encoding: Encoding) {
  const html = await load(page, cookie, encoding)
  const styles = await loadAll(stylesIn(html.text, page), cookie, encoding, () => [])
  const scripts = await loadAll(scriptsIn(html.text, page), cookie, encoding, importsIn)
  return { html: html.wire.length, styles, scripts }
}

async function loadAll(
  first: URL[],
  cookie: string,
  encoding: Encoding,
  next: (text: string, url: URL) => URL[],
): Promise<number> {
  const seen = new Map<string, number>()
  const waiting = [...first]
  for (let url = waiting.pop(); url; url = waiting.pop()) {
    if (seen.has(url.href)) continue
    const { wire, text } = await load(url, cookie, encoding)
    seen.set(url.href, wire.length)
    waiting.push(...next(text, url))
  }
  return sum([...seen.values()])
}

function stylesIn(html: string, page: URL): URL[] {
  return tags(html, 'link').flatMap((tag) => (/rel="stylesheet"/.test(tag) ? address(tag, 'href', page) : []))
}

function scriptsIn(html: string, page: URL): URL[] {
  const preloads = tags(html, 'link').filter((tag) => /rel="modulepreload"/.test(tag))
  const scripts = tags(html, 'script').flatMap((tag) => address(tag, 'src', page))
  return [...scripts, ...preloads.flatMap((tag) => address(tag, 'href', page))]
}

function tags(html: string, name: string): string[] {
  return html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? []
}

function address(tag: string, attribute: string, page: URL): URL[] {
  const value = new RegExp(`\\b${attribute}="([^"]+)"`).exec(tag)?.[1]
  return value ? [new URL(value, page)] : []
}

/** Modules that are imported at once; what is imported later, when it is needed, is not waited for. */
function importsIn(script: string, url: URL): URL[] {
  const found = script.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g)
  return [...found].map((match) => new URL(match[1]!, url))
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

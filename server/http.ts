import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'
import compression from 'compression'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import sirv from 'sirv'
import { arrivalContext } from '~/asker.server'
import { tuttiContext, type Tutti } from '~/tutti.server'
import { answerDirectly } from './direct/routes'
import { refuseJson } from './respond'
import { comesFromHere, nonceOf, setSecurityHeaders } from './security'

/** Forms and JSON of people are small; anything near a megabyte is a mistake or an attack. */
const MAX_BODY_BYTES = 256 * 1024

type Options = {
  tutti: Tutti
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** Serves the browser's files and passes on what is none. */
  browserFiles: BrowserFiles
  trustProxy: boolean
}

export type BrowserFiles = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** The product's HTTP server: files, then what is answered directly (`direct/routes.ts`), then the pages. */
export function createHttpServer(options: Options): Server {
  const pages = servePages(options)

  const server = createServer((request, response) => {
    const arrival = readArrival(request, options)
    setSecurityHeaders(request, response)
    if (
      !comesFromHere(request, [arrival.origin, ...(options.tutti.publicUrl ? [options.tutti.publicUrl] : [])])
    ) {
      return refuseJson(response, 'not_authorized')
    }
    if (isTooLarge(request)) {
      response.setHeader('Connection', 'close')
      return refuseJson(response, 'too_large')
    }
    options.browserFiles(request, response, () => {
      answerDirectly(options.tutti, request, response, arrival)
        .then((answered) => answered || pages(request, response))
        .catch((error: unknown) => {
          options.tutti.log.error({ err: error, path: request.url?.split('?')[0] }, 'A request failed')
          if (response.headersSent) response.destroy()
          else response.writeHead(500).end()
        })
    })
  })
  // A phone that walks out of the room is noticed by its lease; a stream that is quiet is not idle.
  server.requestTimeout = 30_000
  return server
}

export type ArrivalFacts = { address: string; isSecure: boolean; origin: string }

/** Of several forwarded values the last one counts: it was written by the proxy we trust, those before it by anybody. */
function readArrival(request: IncomingMessage, { trustProxy }: Options): ArrivalFacts {
  const forwarded = (name: string) =>
    trustProxy ? request.headers[`x-forwarded-${name}`]?.toString().split(',').at(-1)?.trim() : undefined
  const protocol = forwarded('proto') === 'https' ? 'https' : 'http'
  const host = forwarded('host') ?? request.headers.host ?? 'localhost'
  return {
    address: forwarded('for') ?? request.socket.remoteAddress ?? 'unknown',
    isSecure: protocol === 'https',
    origin: `${protocol}://${host}`,
  }
}

/** A body must say how long it is; all browsers and HTTP libraries do for what they send here. */
function isTooLarge(request: IncomingMessage): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return true
  return Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES
}

/** The files of a build, compressed when it was made. */
export function builtFiles(directory: string): BrowserFiles {
  return sirv(directory, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders(response, path) {
      const hasHash = path.startsWith('/assets/')
      response.setHeader(
        'Cache-Control',
        hasHash ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      )
    },
  })
}

function servePages(options: Options) {
  const { tutti, build, trustProxy } = options
  const handle = createRequestHandler(build, process.env.NODE_ENV)
  const compress = compression()

  return (request: IncomingMessage, response: ServerResponse) => {
    const facts = readArrival(request, options)
    const listener = createRequestListener(
      (webRequest) => {
        const context = new RouterContextProvider()
        context.set(tuttiContext, tutti)
        context.set(arrivalContext, { ...facts, nonce: nonceOf(response) })
        return handle(webRequest, context)
      },
      { trustProxy },
    )
    // What answers a command is a redirect or a line: pages are what is worth compressing.
    if (request.method !== 'GET') return void listener(request, response)
    compress(request as never, response as never, () => void listener(request, response))
  }
}

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

const NONCE = Symbol('nonce')
type WithNonce = ServerResponse & { [NONCE]?: string }

/** The nonce that the security headers of this answer allow inline scripts with. */
export function nonceOf(response: ServerResponse): string {
  const answer = response as WithNonce
  return (answer[NONCE] ??= randomBytes(16).toString('base64'))
}

const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
      styleSrc: ["'self'"],
      // Artwork gives each room its colour by a style attribute.
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      // In development, Vite tells the page of changes over a socket of its own.
      connectSrc: ["'self'", ...(process.env.NODE_ENV === 'development' ? ['ws:'] : [])],
      workerSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
    },
  },
  // Plain form posts need an Origin, which `no-referrer` would blank.
  referrerPolicy: { policy: 'same-origin' },
  // These two only mean something over HTTPS and complain on a party's plain LAN.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  strictTransportSecurity: false,
})

/** Sets the security headers. HSTS is for the reverse proxy, which knows whether HTTPS will stay. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  setHeaders(request, response, (error) => {
    if (error) throw error
  })
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request may change anything, judged by where it was sent from. Every browser that could be tricked says so;
 * programs and text browsers say nothing, and carry no ambient authority that another site could borrow.
 */
export function comesFromHere(request: IncomingMessage, ownOrigins: string[]): boolean {
  if (SAFE_METHODS.has(request.method ?? 'GET')) return true
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || ownOrigins.includes(origin)
}

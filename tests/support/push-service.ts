import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A message as a browser would have got it, and who sent it. */
export type Pushed = { path: string; headers: IncomingHttpHeaders; text: string; claims: Claims; key: string }

type Claims = { aud: string; exp: number; sub: string }

/** What a browser sends of its subscription, and how it reads what comes by it. */
export type PushedTo = {
  subscription: { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } }
  read(message: Buffer): string
}

/** A push service that reads what it is given with the keys of the subscription, as the browser behind it would. */
export async function startPushService() {
  const pushed: Pushed[] = []
  const browsers = new Map<string, PushedTo>()
  let answer = { status: 201, isHeldBack: false }
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = await buffer(request)
    const browser = browsers.get(path)
    if (browser)
      pushed.push({ path, headers: request.headers, text: browser.read(body), ...vouched(request) })
    if (!answer.isHeldBack) response.writeHead(answer.status, { Location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    pushed,
    /** A browser that subscribes here. */
    browser(): PushedTo {
      const path = `/send/${randomBytes(12).toString('base64url')}`
      const browser = madeUpBrowser(`${origin}${path}`)
      browsers.set(path, browser)
      return browser
    },
    /** From now on. */
    answerWith(status: number): void {
      answer = { status, isHeldBack: false }
    },
    answerNothing(): void {
      answer = { status: 0, isHeldBack: true }
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The receiving half of RFC 8291, with keys made for the occasion. */
export function madeUpBrowser(endpoint: string): PushedTo {
  const ecdh = createECDH('prime256v1')
  const point = ecdh.generateKeys()
  const auth = randomBytes(16)
  const keys = { p256dh: point.toString('base64url'), auth: auth.toString('base64url') }
  const read = (message: Buffer) => {
    const salt = message.subarray(0, 16)
    const keyEnd = 21 + message[20]!
    const theirs = message.subarray(21, keyEnd)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), point, theirs])
    const secret = derive(ecdh.computeSecret(theirs), auth, info, 32)
    const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(message.subarray(-16))
    const padded = Buffer.concat([decipher.update(message.subarray(keyEnd, -16)), decipher.final()])
    return padded.subarray(0, padded.lastIndexOf(2)).toString()
  }
  return { subscription: { endpoint, expirationTime: null, keys }, read }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))
}

/** Who vouches for a message (RFC 8292); throws when nobody does. */
function vouched(request: IncomingMessage): { claims: Claims; key: string } {
  const [, token, key] = /^vapid t=([^,]+), ?k=([\w-]+)$/.exec(request.headers.authorization ?? '') ?? []
  const [head, claims, signature] = token!.split('.')
  const point = Buffer.from(key!, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature!, 'base64url'),
  )
  if (!isSigned) throw new Error('Nobody vouches for this message')
  return { claims: JSON.parse(Buffer.from(claims!, 'base64url').toString()), key: key! }
}

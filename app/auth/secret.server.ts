import { createHash, randomBytes } from 'node:crypto'

/** More than anybody can try out, whatever they can compute. */
const SECRET_BYTES = 32

/** What a token or a link consists of: 43 characters that fit into a URL and a cookie. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

/** How a secret is kept. It is long and random: a plain SHA-256 is enough, and can be looked up by index. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

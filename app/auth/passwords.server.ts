import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'

/** Argon2id with m=19 MiB, t=2, p=1: OWASP Password Storage Cheat Sheet. The library's default algorithm is Argon2id. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each takes 19 MiB and a core for some 30 ms: more at once would starve the streams. */
const AT_ONCE = 2
/** Who stands behind this many would wait for seconds: better told to come again. */
const MAX_WAITING = 100
/** By then most of them are done. */
export const BUSY_FOR_S = 5

/** Hashes passwords and compares them, a few at once. */
export class Passwords {
  #inTurn = pLimit(AT_ONCE)
  #nobodys = this.hash(randomBytes(16).toString('hex'))

  get isBusy(): boolean {
    return this.#inTurn.pendingCount >= MAX_WAITING
  }

  /** The hash in PHC form. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), ARGON2ID))
  }

  /** Whether this is the password. Without a hash to compare with it takes as long, and is not. */
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    const against = passwordHash ?? (await this.#nobodys)
    const isSame = await this.#inTurn(() => verify(against, normal(password)))
    return isSame && passwordHash !== null
  }
}

/** Keyboards differ in how they compose the same letter (NIST SP 800-63B, 3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC')
}

import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Typing a code wrong a few times is human; trying them out is not. */
const WRONG_CODES_PER_ADDRESS = { points: 10, duration: 60 }
/** Many addresses together must not search the codes either: there are 31^8 of them. */
const WRONG_CODES_PER_INSTANCE = { points: 600, duration: 60 }
/** Quick hands tap several times a second for a moment; programs may keep up a steady pace. */
const COMMANDS_PER_MEMBER = { points: 30, duration: 5 }
/** A thumb on a heart; what flies is told a few times a second however often it is asked for. */
const REACTIONS_PER_MEMBER = { points: 20, duration: 5 }
/** A whole party may sit behind one address and come in within a minute. */
const JOINS_PER_ADDRESS = { points: 120, duration: 60 }
const ROOMS_PER_ADDRESS = { points: 100, duration: 60 * 10 }
/** A screen needs a code every nine minutes; a wall of screens behind one address, some dozens at once. */
const SCREENS_PER_ADDRESS = { points: 60, duration: 60 * 10 }
/** What a person may change outside of rooms: names, tokens. */
const CHANGES_PER_ADDRESS = { points: 60, duration: 60 }
/** Wrong passwords. Behind one address may live a house full of people who have forgotten theirs. */
const LOGINS_PER_ADDRESS = { points: 40, duration: 60 * 10 }
/** A person tries the few passwords they have; at this pace a dictionary takes centuries. */
const LOGINS_PER_NAME = { points: 10, duration: 60 * 15 }
/** Nobody needs more letters than this; and nobody shall be sent them by somebody else. */
const RESETS_PER_NAME = { points: 3, duration: 3_600 }
const RESETS_PER_ADDRESS = { points: 20, duration: 3_600 }
/**
 * A room's password is said across a table and typed on a phone: a few tries each, and not for ever all together. One
 * address is counted for each room by itself: a household that mistypes one keeps its way into the others.
 */
const WRONG_ROOM_PASSWORDS_PER_ADDRESS_AND_ROOM = { points: 10, duration: 60 * 5 }
const WRONG_ROOM_PASSWORDS_PER_ROOM = { points: 50, duration: 60 * 10 }
const ACCOUNTS_PER_ADDRESS = { points: 100, duration: 60 * 10 }

/** Refused for now; `retryAfterS` goes into the `Retry-After` header. */
export type Limited = { retryAfterS: number }

/** How often things may be tried, on this node. */
export class Limits {
  #wrongCodes = new RateLimiterMemory({ ...WRONG_CODES_PER_ADDRESS, keyPrefix: 'code' })
  #wrongCodesInAll = new RateLimiterMemory({ ...WRONG_CODES_PER_INSTANCE, keyPrefix: 'codes' })
  #commands = new RateLimiterMemory({ ...COMMANDS_PER_MEMBER, keyPrefix: 'command' })
  #reactions = new RateLimiterMemory({ ...REACTIONS_PER_MEMBER, keyPrefix: 'reaction' })
  #joins = new RateLimiterMemory({ ...JOINS_PER_ADDRESS, keyPrefix: 'join' })
  #rooms = new RateLimiterMemory({ ...ROOMS_PER_ADDRESS, keyPrefix: 'room' })
  #screens = new RateLimiterMemory({ ...SCREENS_PER_ADDRESS, keyPrefix: 'screen' })
  #logins = new RateLimiterMemory({ ...LOGINS_PER_ADDRESS, keyPrefix: 'login' })
  #loginsByName = new RateLimiterMemory({ ...LOGINS_PER_NAME, keyPrefix: 'name' })
  #resets = new RateLimiterMemory({ ...RESETS_PER_ADDRESS, keyPrefix: 'reset' })
  #resetsByName = new RateLimiterMemory({ ...RESETS_PER_NAME, keyPrefix: 'resetName' })
  #accounts = new RateLimiterMemory({ ...ACCOUNTS_PER_ADDRESS, keyPrefix: 'account' })
  #roomPasswords = new RateLimiterMemory({
    ...WRONG_ROOM_PASSWORDS_PER_ADDRESS_AND_ROOM,
    keyPrefix: 'roomPassword',
  })
  #roomPasswordsOf = new RateLimiterMemory({ ...WRONG_ROOM_PASSWORDS_PER_ROOM, keyPrefix: 'roomPasswordOf' })
  #changes = new RateLimiterMemory({ ...CHANGES_PER_ADDRESS, keyPrefix: 'change' })

  /** Whether this address, or everybody together, has tried too many wrong codes to be answered at all. */
  async codeGuessing(address: string): Promise<Limited | null> {
    const [own, all] = await Promise.all([
      this.#wrongCodes.get(networkOf(address)),
      this.#wrongCodesInAll.get('all'),
    ])
    const used = [own, all].find((used) => used && used.remainingPoints <= 0)
    return used ? limited(used) : null
  }

  async countWrongCode(address: string): Promise<void> {
    await Promise.all([
      this.#wrongCodes.consume(networkOf(address)).catch(ignoreRefusal),
      this.#wrongCodesInAll.consume('all').catch(ignoreRefusal),
    ])
  }

  /** Whether this address, or all together, have tried too many wrong passwords of this room to try another. */
  async roomPasswordGuessing(address: string, roomId: string): Promise<Limited | null> {
    const [own, all] = await Promise.all([
      this.#roomPasswords.get(`${networkOf(address)} ${roomId}`),
      this.#roomPasswordsOf.get(roomId),
    ])
    const used = [own, all].find((used) => used && used.remainingPoints <= 0)
    return used ? limited(used) : null
  }

  async countWrongRoomPassword(address: string, roomId: string): Promise<void> {
    await Promise.all([
      this.#roomPasswords.consume(`${networkOf(address)} ${roomId}`).catch(ignoreRefusal),
      this.#roomPasswordsOf.consume(roomId).catch(ignoreRefusal),
    ])
  }

  command(memberId: string): Promise<Limited | null> {
    return take(this.#commands, memberId)
  }

  reaction(memberId: string): Promise<Limited | null> {
    return take(this.#reactions, memberId)
  }

  join(address: string): Promise<Limited | null> {
    return take(this.#joins, networkOf(address))
  }

  openRoom(address: string): Promise<Limited | null> {
    return take(this.#rooms, networkOf(address))
  }

  showCode(address: string): Promise<Limited | null> {
    return take(this.#screens, networkOf(address))
  }

  signUp(address: string): Promise<Limited | null> {
    return take(this.#accounts, networkOf(address))
  }

  async askForReset(address: string, nameKey: string): Promise<Limited | null> {
    return (await take(this.#resets, networkOf(address))) ?? take(this.#resetsByName, nameKey)
  }

  /** Counts a password that is about to be compared, so that many at once are no way around it. */
  async login(address: string, nameKey: string): Promise<Limited | null> {
    return (await take(this.#logins, networkOf(address))) ?? take(this.#loginsByName, nameKey)
  }

  /** The password was right: that try does not count. */
  async loginWasRight(address: string, nameKey: string): Promise<void> {
    await Promise.all([this.#logins.reward(networkOf(address)), this.#loginsByName.delete(nameKey)])
  }

  change(address: string): Promise<Limited | null> {
    return take(this.#changes, networkOf(address))
  }
}

/** An IPv6 host owns its whole /64: there the network is what is limited. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('%')[0]!.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const zeros = plain.includes('::') ? Array<string>(8 - front.length - back.length).fill('0') : []
  const groups = [...front, ...zeros, ...back].slice(0, 4)
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

async function take(limiter: RateLimiterMemory, key: string): Promise<Limited | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return limited(refusal)
    throw refusal
  }
}

function limited(used: RateLimiterRes): Limited {
  return { retryAfterS: Math.max(1, Math.ceil(used.msBeforeNext / 1000)) }
}

function ignoreRefusal(refusal: unknown): void {
  if (!(refusal instanceof RateLimiterRes)) throw refusal
}

import pLimit from 'p-limit'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Logger } from 'pino'
import type { Db } from '~/db/client.server'
import { deliver } from './deliver.server'
import { pushKeys, type PushKeys } from './keys.server'
import { noticeOf, type Invitation } from './notice'
import { forgetEndpoint, subscriptionsOf, type Subscription } from './subscriptions.server'

/** A small machine has other things to do; and a push service takes some tenths of a second. */
const SENT_AT_ONCE = 4
/** What piles up beyond this would come too late anyway: the inbox has it. */
const MOST_WAITING = 2_000
/** Somebody who invites and uninvites must not keep a phone ringing. */
const NOTICES_PER_ACCOUNT = { points: 20, duration: 60 * 10 }
/** The browser withdrew its consent, or is no more. */
const GONE = [404, 410]

type Options = {
  db: Db
  log: Pick<Logger, 'warn'>
  /** Origins of push services that the operator named: the only ones that may lie in this network. */
  ownOrigins: readonly string[]
  /** Whom a push service may complain to. */
  subject: string
  /** The invitation of an account to a room, if it still waits for an answer. */
  invitationTo: (accountId: string, roomId: string) => Promise<Invitation | null>
}

/** Tells people of invitations in the browsers in which they asked for it, whether or not a page is open (Web Push). */
export class Push {
  readonly ownOrigins: readonly string[]
  #options: Options
  #keys: PushKeys
  #turns = pLimit(SENT_AT_ONCE)
  #told = new RateLimiterMemory({ ...NOTICES_PER_ACCOUNT, keyPrefix: 'notice' })
  #closing = new AbortController()

  private constructor(options: Options, keys: PushKeys) {
    this.#options = options
    this.#keys = keys
    this.ownOrigins = options.ownOrigins
  }

  static async open(options: Options): Promise<Push> {
    return new Push(options, await pushKeys(options.db))
  }

  /** What a browser subscribes with, so that its push service takes messages from this server alone. */
  get publicKey(): string {
    return this.#keys.publicKey
  }

  /** Tells those whom a room has just invited. Waits for nothing and never throws: it is only a notice. */
  announce(roomId: string, accountIds: readonly string[]): void {
    for (const accountId of accountIds) this.#inTurn(() => this.#announceTo(accountId, roomId))
  }

  close(): void {
    this.#closing.abort()
    this.#turns.clearQueue()
  }

  #inTurn(work: () => Promise<void>): void {
    if (this.#turns.pendingCount >= MOST_WAITING) return
    void this.#turns(async () => {
      try {
        if (!this.#closing.signal.aborted) await work()
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#complain(error)
      }
    })
  }

  async #announceTo(accountId: string, roomId: string): Promise<void> {
    const subscriptions = await subscriptionsOf(this.#options.db, accountId)
    if (subscriptions.length === 0 || !(await this.#mayTell(accountId))) return
    for (const subscription of subscriptions) this.#inTurn(() => this.#send(subscription, accountId, roomId))
  }

  /** Looks once more, at the last moment, whether the invitation stands. */
  async #send(subscription: Subscription, accountId: string, roomId: string): Promise<void> {
    const { db, subject, ownOrigins, invitationTo } = this.#options
    const invitation = await invitationTo(accountId, roomId)
    if (!invitation) return
    const text = JSON.stringify(noticeOf(invitation))
    const topic = roomId.replaceAll('-', '')
    const status = await deliver(
      { subscription, text, topic },
      { keys: this.#keys, subject, ownOrigins, closing: this.#closing.signal },
    )
    if (GONE.includes(status)) await forgetEndpoint(db, subscription.endpoint)
    else if (status < 200 || status > 299) this.#complain(new Error(`It answered ${status}`))
  }

  async #mayTell(accountId: string): Promise<boolean> {
    return this.#told.consume(accountId).then(
      () => true,
      () => false,
    )
  }

  /** Without the address: whoever has it could write to that browser's push service. */
  #complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : 'unknown'
    this.#options.log.warn({ reason }, 'A push service did not take a notice')
  }
}

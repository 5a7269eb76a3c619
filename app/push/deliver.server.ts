import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import webPush from 'web-push'
import { lookUpOpen } from './endpoint.server'
import type { PushKeys } from './keys.server'
import type { Subscription } from './subscriptions.server'

/** A push service that is slow must not keep others waiting. */
const TIMEOUT_MS = 10_000
/** Who looks at their phone a day later has missed the party: rooms live no longer. */
const KEPT_FOR_S = 24 * 3_600

export type Parcel = {
  subscription: Subscription
  /** What only this browser can read (RFC 8291). */
  text: string
  /** A later one of the same topic takes the place of one that has not been fetched yet. */
  topic: string
}

type Sending = {
  keys: PushKeys
  /** Whom the push service may complain to, as a URL. */
  subject: string
  ownOrigins: readonly string[]
  /** Fires when this node stops. */
  closing: AbortSignal
}

/** Hands one message to its push service, and returns the status of its answer. Throws where there is none. */
export function deliver(parcel: Parcel, { keys, subject, ownOrigins, closing }: Sending): Promise<number> {
  const { endpoint, p256dh, auth } = parcel.subscription
  const { method, headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    parcel.text,
    { vapidDetails: { subject, ...keys }, TTL: KEPT_FOR_S, urgency: 'high', topic: parcel.topic },
  )
  const url = new URL(endpoint)
  const request = url.protocol === 'http:' ? requestHttp : requestHttps
  // Connections of others, opened without that look-up, are not used.
  const guard = ownOrigins.includes(url.origin) ? {} : { lookup: lookUpOpen, agent: false }
  const signal = AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)])
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers }, signal, ...guard }, (answer) => {
      resolve(answer.statusCode ?? 0)
      // What it says besides is never read: it might have no end. Nor is it followed elsewhere.
      answer.destroy()
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

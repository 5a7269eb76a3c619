import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { HeartbeatFields } from '~/heartbeat.server'
import { placeOf } from './place'
import { answerJson, refuseJson } from '../respond'
import { findMembership, heldMembership } from './membership'
import type { DirectRequest } from './request'

/** Several times what the longest report takes. */
const MOST_BYTES = 2_048

/**
 * Takes what a device says of its sound, and answers two of the four timestamps by which a browser learns the room's
 * clock: when its question came, and when the answer leaves, in milliseconds with fractions. The other two it takes
 * itself.
 */
export async function answerHeartbeat(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, arrival, params } = direct
  const receivedAtMs = tutti.engine.clock.preciseNowMs()
  const found = (await heldMembership(direct)) ?? (await findMembership(direct, params.code!))
  if (!found) return
  const { room, member } = found
  if (member.state !== 'in') return refuseJson(response, 'not_authorized')
  const { clock, presence, devices } = tutti.engine
  const beat = await readBeat(request)
  if (!beat) {
    request.resume()
    return refuseJson(response, 'bad_request')
  }
  const place = placeOf(arrival.address)
  presence.touch(room.id, member.id)
  if (beat.report) {
    devices.hear(room.id, { memberId: member.id, deviceId: beat.device, place, report: beat.report })
  }
  const together = devices.areTogether(room.id, place)
  answerJson(response, { t1: receivedAtMs, t2: clock.preciseNowMs(), together })
}

/** What was said; null when it makes no sense. */
async function readBeat(request: IncomingMessage): Promise<z.output<typeof HeartbeatFields> | null> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return null
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const parsed = HeartbeatFields.safeParse(parseJson(Buffer.concat(chunks).toString() || '{}'))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

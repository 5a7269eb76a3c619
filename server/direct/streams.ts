import { identify } from '~/asker.server'
import { streamRoom } from '~/sync/event-stream.server'
import { readPosition } from '~/sync/frames'
import { beginStream } from '~/sync/sse.server'
import { refuseJson } from '../respond'
import { findByStreamToken, findMembership } from './membership'
import type { DirectRequest } from './request'

export async function answerEvents(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, url, params } = direct
  const token = url.searchParams.get('t')
  const found = await (token === null
    ? findMembership(direct, params.code!)
    : findByStreamToken(direct, token))
  if (!found) return
  const { room, member } = found
  if (member.state !== 'in' && member.state !== 'waiting') return refuseJson(response, 'not_authorized')
  if (room.ended) return refuseJson(response, 'session_ended')
  const last = readPosition(request.headers['last-event-id']?.toString() ?? url.searchParams.get('last'))
  await streamRoom(tutti.engine, room.id, member.id, last, response)
}

/** How many invitations wait for who is logged in, as it changes. */
export async function answerInbox({ tutti, request, response }: DirectRequest): Promise<void> {
  const asker = await identify(tutti, request.headers.authorization, request.headers.cookie)
  if (asker === 'bad_token' || !asker.account) return refuseJson(response, 'unauthenticated')
  const leave = await tutti.engine.inbox.add(asker.account.id, beginStream(response))
  if (response.destroyed) return leave()
  response.once('close', leave)
}

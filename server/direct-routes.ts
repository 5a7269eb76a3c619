import type { IncomingMessage, ServerResponse } from 'node:http'
import { identify, memberIdIn, type Asker } from '~/asker.server'
import { readRoomCode } from '~/domain/room/kinds'
import type { Member } from '~/domain/membership/member'
import type { RefusalCode } from '~/domain/room/refusal'
import type { Room } from '~/domain/room/room'
import { mayLookAt, whyWithheld } from '~/room-media.server'
import { streamRoom } from '~/sync/event-stream.server'
import { readPosition } from '~/sync/frames'
import { beginStream } from '~/sync/sse.server'
import type { Tutti } from '~/tutti.server'
import type { ArrivalFacts } from './http'
import { answerHeartbeat } from './heartbeat'
import { answerHealth, answerMetrics } from './operations'
import { answerJson, refuseJson } from './respond'

/**
 * What is answered below the router: streams and bytes, which cost a fraction of it here, and what operators ask. The
 * URLs stand in `app/routes.ts` beside all others.
 */
export async function answerDirectly(
  tutti: Tutti,
  request: IncomingMessage,
  response: ServerResponse,
  arrival: ArrivalFacts,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  for (const { method, pattern, answer } of DIRECT_ROUTES) {
    const match = pattern.exec({ pathname: url.pathname })
    if (!match || !method.includes(request.method ?? 'GET')) continue
    const params = match.pathname.groups as Record<string, string>
    await answer({ tutti, request, response, arrival, url, params })
    return true
  }
  return false
}

export type DirectRequest = {
  tutti: Tutti
  request: IncomingMessage
  response: ServerResponse
  arrival: ArrivalFacts
  url: URL
  params: Record<string, string>
}

const READ = ['GET', 'HEAD']

export const DIRECT_ROUTES = [
  { method: READ, pattern: new URLPattern({ pathname: '/healthz' }), answer: answerHealth },
  { method: READ, pattern: new URLPattern({ pathname: '/metrics' }), answer: answerMetrics },
  { method: ['GET'], pattern: new URLPattern({ pathname: '/rooms/:code/events' }), answer: answerEvents },
  { method: ['GET'], pattern: new URLPattern({ pathname: '/inbox/events' }), answer: answerInbox },
  { method: ['POST'], pattern: new URLPattern({ pathname: '/rooms/:code/heartbeat' }), answer: heartbeat },
  { method: READ, pattern: new URLPattern({ pathname: '/media/:id' }), answer: answerMedia },
  {
    method: READ,
    pattern: new URLPattern({ pathname: '/media/:id/subtitles/:subtitleId' }),
    answer: answerSubtitles,
  },
  { method: READ, pattern: new URLPattern({ pathname: '/media/:id/types' }), answer: answerTypes },
  { method: READ, pattern: new URLPattern({ pathname: '/media/:id/hls/film.m3u8' }), answer: answerPlaylist },
  {
    method: READ,
    pattern: new URLPattern({ pathname: '/media/:id/hls/segments/:index.ts' }),
    answer: answerSegment,
  },
  { method: READ, pattern: new URLPattern({ pathname: '/artwork/:id/:width' }), answer: answerArtwork },
]

async function answerEvents(direct: DirectRequest): Promise<void> {
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
async function answerInbox({ tutti, request, response }: DirectRequest): Promise<void> {
  const asker = await identify(tutti, request.headers.authorization, request.headers.cookie)
  if (asker === 'bad_token' || !asker.account) return refuseJson(response, 'unauthenticated')
  const leave = await tutti.engine.inbox.add(asker.account.id, beginStream(response))
  if (response.destroyed) return leave()
  response.once('close', leave)
}

async function heartbeat(direct: DirectRequest): Promise<void> {
  const receivedAtMs = direct.tutti.engine.clock.preciseNowMs()
  const found = (await heldMembership(direct)) ?? (await findMembership(direct, direct.params.code!))
  if (!found) return
  if (found.member.state !== 'in') return refuseJson(direct.response, 'not_authorized')
  await answerHeartbeat(direct, found, receivedAtMs)
}

/** Bytes go to members of a room that this track is in; `?room=` says which. */
async function answerMedia(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  const found = await findPlayable(direct)
  if (!found) return
  const { room, member, asker } = found
  tutti.watching.follow({
    response,
    personId: asker.person.id,
    roomId: room.id,
    memberId: member.id,
    trackId: params.id!,
  })
  await tutti.library.serveTrack(request, response, params.id!)
}

async function answerSubtitles(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  if (!(await findPlayable(direct))) return
  await tutti.library.serveSubtitles(request, response, {
    trackId: params.id!,
    subtitleId: params.subtitleId!,
  })
}

/** What a browser must decode to play a film: `{ types }`, each as `canPlayType` takes it. */
async function answerTypes(direct: DirectRequest): Promise<void> {
  const { tutti, response, params } = direct
  if (await findPlayable(direct)) answerJson(response, { types: await tutti.library.typesOf(params.id!) })
}

/** For browsers that cannot play the file itself. */
async function answerPlaylist(direct: DirectRequest): Promise<void> {
  const { tutti, response, params, url } = direct
  if (!(await findPlayable(direct))) return
  if (!tutti.library.converts) return refuseJson(response, 'cannot_convert')
  await tutti.library.servePlaylist(response, params.id!, url.search)
}

async function answerSegment(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  if (!(await findPlayable(direct))) return
  const index = /^\d{1,6}$/.test(params.index!) ? Number(params.index) : -1
  await tutti.library.serveSegment(request, response, { trackId: params.id!, index })
}

/** Who asks for what belongs to this track, if they may have it; when not, the answer has been given already. */
async function findPlayable(direct: DirectRequest): Promise<Found | null> {
  const found = await findMembership(direct, direct.url.searchParams.get('room') ?? '')
  if (!found) return null
  const why = await whyNotPlayed(direct, found)
  return why ? refuse(direct.response, why) : found
}

/**
 * What is in a room goes to its members for as long as it lives. One from whom it is withheld is told so on their page,
 * too: a media element hides what it was answered.
 */
async function whyNotPlayed(
  { tutti, params }: DirectRequest,
  { room, member, asker }: Found,
): Promise<RefusalCode | null> {
  if (member.state !== 'in') return 'not_authorized'
  if (room.ended) return 'session_ended'
  const why = await whyWithheld(tutti, asker.person.id, room, params.id!)
  if (why === 'withheld') tutti.engine.hub.tellWithheld(room.id, member.id, params.id!)
  return why
}

/** A cover: for members of the room that `?room=` names, and without it for accounts that may see what it belongs to. */
async function answerArtwork(direct: DirectRequest): Promise<void> {
  const { tutti, request, response, params } = direct
  const isTheirs = await mayHaveArtwork(direct)
  if (isTheirs) return tutti.library.serveArtwork(request, response, params.id!, Number(params.width))
  if (!response.headersSent) refuseJson(response, 'not_found')
}

async function mayHaveArtwork(direct: DirectRequest): Promise<boolean> {
  const { tutti, request, response, params, url } = direct
  const code = url.searchParams.get('room')
  if (code !== null) {
    const found = await findMembership(direct, code)
    return found !== null && mayLookAt(tutti, found.asker, found, params.id!)
  }
  const asker = await identify(tutti, request.headers.authorization, request.headers.cookie)
  if (asker === 'bad_token') return refuse(response, 'unauthenticated') ?? false
  if (!asker.account) return false
  return (await tutti.library.seenBy(asker.account.id)).shows(params.id!)
}

/** As this node holds it, which asks no database: a heartbeat changes nothing, and its time is what is measured. */
async function heldMembership({
  tutti,
  request,
  params,
}: DirectRequest): Promise<{ room: Room; member: Member } | null> {
  const code = readRoomCode(params.code!)
  const room = code ? tutti.engine.rooms.heldByCode(code) : null
  if (!room) return null
  const asker = await identify(tutti, request.headers.authorization, request.headers.cookie)
  const member = asker === 'bad_token' ? undefined : await memberOf(tutti, asker, room)
  return member?.state === 'in' ? { room, member } : null
}

type Found = { room: Room; member: Member; asker: Asker }

/** The room and the asker's membership in it; when there is none, the answer has been given already. */
async function findMembership(
  { tutti, request, response, arrival }: DirectRequest,
  typedCode: string,
): Promise<Found | null> {
  const asker = await identify(tutti, request.headers.authorization, request.headers.cookie)
  if (asker === 'bad_token') return refuse(response, 'unauthenticated')

  const code = readRoomCode(typedCode)
  const room = code ? await tutti.engine.rooms.findByCode(code) : null
  const member = room && (await memberOf(tutti, asker, room))
  if (room && member) return { room, member, asker }
  // Members are let through: one who tries codes behind the same router must not lock out the party.
  const guessing = await tutti.limits.codeGuessing(arrival.address)
  if (guessing) return refuse(response, 'rate_limited', { 'Retry-After': String(guessing.retryAfterS) })
  if (room) return refuse(response, 'not_authorized')
  await tutti.limits.countWrongCode(arrival.address)
  return refuse(response, 'session_not_found')
}

/** For programs that cannot send headers with a stream: the token alone says who they are, and in which room. */
async function findByStreamToken(
  { tutti, response, params }: DirectRequest,
  token: string,
): Promise<{ room: Room; member: Member } | null> {
  const bearer = tutti.streamTokens.read(token)
  const room = bearer && (await tutti.engine.rooms.read(bearer.roomId))
  if (!room || room.code !== readRoomCode(params.code!)) return refuse(response, 'unauthenticated')
  const memberId = await tutti.engine.rooms.memberIdOf(room.id, bearer.personId)
  const member = memberId ? room.members[memberId] : undefined
  return member ? { room, member } : refuse(response, 'not_authorized')
}

async function memberOf(tutti: Tutti, asker: Asker, room: Room): Promise<Member | undefined> {
  const memberId = await memberIdIn(tutti, asker, room.id)
  return memberId ? room.members[memberId] : undefined
}

function refuse(...args: Parameters<typeof refuseJson>): null {
  refuseJson(...args)
  return null
}

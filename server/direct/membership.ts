import { identify, memberIdIn, type Asker } from '~/asker.server'
import type { Member } from '~/domain/membership/member'
import { readRoomCode } from '~/domain/room/kinds'
import type { Room } from '~/domain/room/room'
import type { Tutti } from '~/tutti.server'
import { refuseJson } from '../respond'
import type { DirectRequest } from './request'

export type Found = { room: Room; member: Member; asker: Asker }

/** The room and the asker's membership in it; when there is none, the answer has been given already. */
export async function findMembership(
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
export async function findByStreamToken(
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

/** As this node holds it, which asks no database: a heartbeat changes nothing, and its time is what is measured. */
export async function heldMembership({
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

async function memberOf(tutti: Tutti, asker: Asker, room: Room): Promise<Member | undefined> {
  const memberId = await memberIdIn(tutti, asker, room.id)
  return memberId ? room.members[memberId] : undefined
}

/** The answer is given; there is nothing to go on with. */
export function refuse(...args: Parameters<typeof refuseJson>): null {
  refuseJson(...args)
  return null
}

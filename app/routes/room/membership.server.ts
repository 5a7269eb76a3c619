import { data, redirect, type RouterContextProvider } from 'react-router'
import { arrivalContext, askerContext, memberIdIn } from '~/asker.server'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { readRoomCode } from '~/domain/room/kinds'
import type { Member } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import { tuttiContext, type Tutti } from '~/tutti.server'

/** A room as one of its members reached it. */
export type Membership = { tutti: Tutti; room: Room; member: Member }

/** Thrown to answer with a refusal: a page shows its words, a program gets its code. */
export function refusal(code: RefusalCode, headers: Record<string, string> = {}) {
  const { status, message } = REFUSALS[code]
  return data(message, { status, headers: { ...headers, 'X-Refusal': code } })
}

/**
 * The room with this code, for anybody who knows it. Throws a 404, or a 429 for those who try codes out. Its members are
 * let through: one who tries codes behind the same router must not lock out the party.
 */
export async function requireRoom(
  context: Readonly<RouterContextProvider>,
  typedCode: string,
): Promise<Room> {
  const tutti = context.get(tuttiContext)
  const { address } = context.get(arrivalContext)
  const code = readRoomCode(typedCode)
  const room = code ? await tutti.engine.rooms.findByCode(code) : null
  const guessing = await tutti.limits.codeGuessing(address)
  if (guessing && !(room && (await membershipIn(context, room)))) {
    throw refusal('rate_limited', { 'Retry-After': String(guessing.retryAfterS) })
  }
  if (room) return room
  await tutti.limits.countWrongCode(address)
  throw refusal('session_not_found')
}

/** What the asker is in this room, if anything: perhaps no longer in, or not yet. */
export async function membershipIn(
  context: Readonly<RouterContextProvider>,
  room: Room,
): Promise<Member | null> {
  const memberId = await memberIdIn(context.get(tuttiContext), context.get(askerContext), room.id)
  return (memberId && room.members[memberId]) || null
}

/**
 * The room and what the asker is in it, for a command. The copy that this node holds will do where it knows the asker:
 * a command is decided under the room's lock, on the room as it is then.
 */
export async function reachRoom(
  context: Readonly<RouterContextProvider>,
  typedCode: string,
): Promise<{ room: Room; member: Member | null }> {
  const code = readRoomCode(typedCode)
  const held = code ? context.get(tuttiContext).engine.rooms.heldByCode(code) : null
  const member = held && (await membershipIn(context, held))
  if (held && member?.state === 'in') return { room: held, member }

  const room = await requireRoom(context, typedCode)
  return { room, member: await membershipIn(context, room) }
}

/**
 * The room, for a page of it: the load is the permission. Who is not in is led to the door; once the room is over, who
 * was in looks back at it.
 */
export async function requireMembership(
  context: Readonly<RouterContextProvider>,
  typedCode: string,
): Promise<Membership> {
  const room = await requireRoom(context, typedCode)
  const member = await membershipIn(context, room)
  const isTheirs = member?.state === 'in' || (member?.state === 'left' && room.ended !== null)
  if (!member || !isTheirs) throw redirect(`/join/${room.code}`)
  const tutti = context.get(tuttiContext)
  tutti.engine.presence.touch(room.id, member.id)
  return { tutti, room, member }
}

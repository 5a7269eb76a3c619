import type { RouterContextProvider } from 'react-router'
import { arrivalContext, askerContext } from '~/asker.server'
import type { Limited } from '~/auth/limits.server'
import type { Command } from '~/domain/room/command'
import type { Room } from '~/domain/room/room'
import { roomPasswordHash } from '~/sync/store/room-password.server'
import { tuttiContext } from '~/tutti.server'

type Join = Extract<Command, { type: 'join' }>
export type Credentials = Pick<Join, 'account' | 'password'>

/** What the rules ask of who wants in: their account, whether it may see what is shown, and what their password was worth. */
export async function credentialsFor(
  context: Readonly<RouterContextProvider>,
  room: Room,
  password: string,
): Promise<Credentials | Limited> {
  const tried = await tryPassword(context, room, password)
  if (typeof tried === 'object') return tried
  const account = await accountFor(context, room)
  return { ...(account && { account }), ...(tried && { password: tried }) }
}

/** The asker's account, and whether it may see what the room shows; nothing for guests. */
export async function accountFor(
  context: Readonly<RouterContextProvider>,
  { current }: Room,
): Promise<Credentials['account']> {
  const { account } = context.get(askerContext)
  if (!account) return undefined
  const shelves = await context.get(tuttiContext).library.seenBy(account.id)
  return { id: account.id, maySee: current === null || (await shelves.has(current.track.id)) }
}

/** Undefined where there is nothing to compare. Only wrong ones count against the limit. */
async function tryPassword(
  context: Readonly<RouterContextProvider>,
  room: Room,
  password: string,
): Promise<'right' | 'wrong' | undefined | Limited> {
  if (!room.isLocked || password === '') return undefined
  const { db, limits, passwords } = context.get(tuttiContext)
  const { address } = context.get(arrivalContext)
  const guessing = await limits.roomPasswordGuessing(address, room.id)
  if (guessing) return guessing
  if (await passwords.matches(await roomPasswordHash(db, room.id), password)) return 'right'
  await limits.countWrongRoomPassword(address, room.id)
  return 'wrong'
}

import { randomUUID } from 'node:crypto'
import type { LeftBehind } from '~/auth/accounts/adoption.server'
import type { Command } from '~/domain/room/command'
import type { Room } from '~/domain/room/room'
import type { Tutti } from '~/tutti.server'

/**
 * A room that somebody is in twice, as the browser and as the account, keeps the account. If the browser was its host,
 * the account is now.
 */
export async function mergeMemberships({ engine }: Tutti, leftBehind: LeftBehind[]): Promise<void> {
  for (const { roomId, memberId, ownMemberId } of leftBehind) {
    const room = await engine.rooms.read(roomId)
    if (!room || room.ended) continue
    const isHost = room.members[memberId]?.role === 'host'
    const hostToBe = isHost && room.members[ownMemberId]?.state === 'in'
    if (hostToBe) await engine.rooms.execute(roomId, { memberId }, command('handOver', ownMemberId))
    await engine.rooms.execute(roomId, { memberId }, command('leave'))
  }
}

/** Tells the rooms in which this account was a guest until now who that guest is. */
export async function identifyMemberships({ engine }: Tutti, accountId: string): Promise<void> {
  for (const { roomId, memberId } of await engine.rooms.unidentified(accountId))
    await engine.rooms.execute(roomId, { memberId }, { id: randomUUID(), type: 'identify', accountId })
}

/** Takes somebody out of every room that is still going on; where they were host, another one follows. */
export async function leaveRooms({ engine }: Tutti, personId: string): Promise<void> {
  for (const roomId of await engine.rooms.roomsOf(personId)) {
    const memberId = await engine.rooms.memberIdOf(roomId, personId)
    const room = memberId && (await engine.rooms.read(roomId))
    if (room && isThere(room, memberId)) await engine.rooms.execute(roomId, { memberId }, command('leave'))
  }
}

function isThere(room: Room, memberId: string): boolean {
  const state = room.members[memberId]?.state
  return !room.ended && (state === 'in' || state === 'waiting')
}

function command(type: 'leave' | 'handOver', memberId = ''): Command {
  const id = randomUUID()
  return type === 'leave' ? { id, type } : { id, type, memberId }
}

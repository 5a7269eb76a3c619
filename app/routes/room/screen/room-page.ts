import { createContext, use } from 'react'
import type { Member } from '~/domain/membership/member'
import { may, type Permission } from '~/domain/membership/permissions'
import type { Room } from '~/domain/room/room'
import type { RoomState } from '~/sync/browser/room-feed'
import type { RoomInitial } from './initial'
import type { LiveRoom } from './live/live-room'
import type { OpenedParts } from './opened/opened'

/** What every part of the room's page is drawn from. */
export type RoomPage = RoomState & {
  me: Member
  /** Who is connected; null in rooms too large to name everyone. */
  present: ReadonlySet<string> | null
  initial: RoomInitial
  /** The browser's side of the page; null on pages that only refresh themselves. */
  live: LiveRoom | null
  /** What browsers fetch later: the server has it all, for those in which nothing is ever fetched. */
  everything: OpenedParts | null
  /** Where forms lead when their page is a part of another. */
  target?: '_top'
}

export const RoomPageContext = createContext<RoomPage | null>(null)

export function useRoomPage(): RoomPage {
  return use(RoomPageContext)!
}

/** Whether I may do this here: what I may not do is not offered. */
export function useMay(permission: Permission): boolean {
  const { room, me } = useRoomPage()
  return may(room.policy, me, permission)
}

export function roomPage(
  state: RoomState,
  initial: RoomInitial,
  live: LiveRoom | null,
  everything: OpenedParts | null,
  target?: '_top',
): RoomPage {
  const { memberIds } = state.presence
  return {
    ...state,
    waiting: state.waiting ?? (isSameGate(state.room, initial.room) ? initial.waiting : null),
    me: state.room.members[state.memberId]!,
    present: memberIds && new Set(memberIds),
    initial,
    live,
    everything,
    target,
  }
}

function isSameGate({ gate }: Room, { gate: before }: Room): boolean {
  return gate !== null && gate.seq === before?.seq
}

import type { Track } from '~/domain/queue/queue'
import type { Room } from '~/domain/room/room'
import type { PresenceTold, WaitingTold } from '~/sync/frames'
import type { RefusedForm } from '../command.server'

/** A page of what the library has for a search; `scan` tells that there may soon be more. */
export type Found = {
  tracks: Track[]
  hasMore: boolean
  nextCursor: string | null
  scan: { state: 'scanning' | 'idle'; found: number; done: number }
}

/** What the server knew when it drew the page; the browser goes on from there. */
export type RoomInitial = {
  room: Room
  memberId: string
  presence: PresenceTold
  /** Whom a closed gate waits for. */
  waiting: WaitingTold | null
  /** The track that is on, if this person may not see it. */
  withheld: string | null
  nowMs: number
  /** When the host was last connected, by the room's clock. */
  ownerSeenAtMs: number
  /** The origin for links that others will open. */
  origin: string
  /** What was searched for in the page's own address, where JavaScript does not search. */
  query: string
  found: Found | null
  refused: RefusedForm | null
  /** How a film looks: part of the page where one is on, and fetched when one comes on later. */
  filmStyles: string[]
  /** The script of the worker that this browser's tabs share. */
  workerUrl: string
}

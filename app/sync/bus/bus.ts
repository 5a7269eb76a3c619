import type { ReactionCounts } from '~/domain/chat/reaction'
import type { DeviceReport, SyncState } from '~/domain/playback/device'

/**
 * What nodes tell each other. Only hints (S5): they may be lost, repeated or reordered, and the sweep repairs the rest.
 */
export type BusMessage =
  /** A room's log has grown to `seq`. */
  | { type: 'moved'; roomId: string; seq: number }
  /** Who is connected to a room by way of `nodeId`. Past a hundred, only how many. */
  | { type: 'presence'; roomId: string; nodeId: string; memberIds: string[] | null; count: number }
  /** How devices stand that speak to `nodeId`: what is new of them, in parts, or in a crowd the worst and some figures. */
  | {
      type: 'devices'
      roomId: string
      nodeId: string
      part: number
      words: DeviceWord[]
      crowd: CrowdWord | null
    }
  /** What people who are connected to `nodeId` throw at the picture; what is lost has flown by. */
  | { type: 'reactions'; roomId: string; nodeId: string; counts: ReactionCounts }
  /** The invitations of an account have changed. */
  | { type: 'inbox'; accountId: string }
  /** Who may see which library has changed. */
  | { type: 'access' }
  /** Who this person is in rooms has changed, or their browsers were logged out. */
  | { type: 'person'; personId: string; isLoggedOut: boolean }

/** What one device of a member last said, and where it stands. */
export type DeviceWord = { memberId: string; deviceId: string; place: string; report: DeviceReport }

export type CrowdWord = { counts: Partial<Record<SyncState, number>>; leadMs: number }

export type BusHealth = { healthy: boolean; lastHeardAgoMs: number }

/** How nodes reach each other; Postgres now, something faster where one Postgres is not enough. */
export interface Bus {
  /** Never throws and never waits: what cannot be sent is dropped. */
  publish(message: BusMessage): void
  /** Own messages come back too. Returns how to stop listening. */
  subscribe(listener: (message: BusMessage) => void): () => void
  health(): BusHealth
  close(): Promise<void>
}

import { may, type Permission } from '../membership/permissions'
import type { Member } from '../membership/member'
import type { SoundingDevice } from '../playback/device'
import type { Outage } from '../playback/outage'
import type { Happening } from './event'
import type { Refusal } from './refusal'
import type { Room } from './room'

/** What the rules answer: what happens, or why nothing does. */
export type Decision = { happenings: Happening[] } | Refusal

/** What the rules need to know besides the room. */
export type Facts = {
  /** Now, by the room's clock. */
  nowMs: number
  /** Whose browsers are connected; null where that is not known, and then everyone counts. */
  present: ReadonlySet<string> | null
  /** When anyone, and when a host or co-host, was last connected. Nobody is held absent before they could appear. */
  anyoneSeenAtMs: number
  hostSeenAtMs: number
  /** The same of the one host; known only where a command asks for it. */
  ownerSeenAtMs: number
  /** How far ahead a start must lie for the word of it to be everywhere before. */
  leadMs: number
  /** The devices that sound here; null where they are not known, and then some may not be ready. */
  devices: readonly SoundingDevice[] | null
  /** The last time that every node was away, if it was long. */
  outage: Outage | null
}

export function accept(...happenings: Happening[]): Decision {
  return { happenings }
}

/** Whether this member may do this here and now. */
export function allows(room: Room, actor: Member, permission: Permission): boolean {
  return may(room.policy, actor, permission)
}

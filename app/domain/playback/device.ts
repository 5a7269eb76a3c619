/**
 * How a device stands with the room. `off`: it was told not to play. `idle`: the room is silent. `waiting`: its song is
 * being loaded. `stalled`: it ran dry. `blocked`: the browser wants a tap first. `unplayable`: this browser cannot play
 * what is on.
 */
export type SyncState =
  'off' | 'idle' | 'waiting' | 'stalled' | 'catching-up' | 'in-sync' | 'blocked' | 'unplayable'

/** How far this device's sound is from the room's playhead; positive is ahead. Null while that is not known. */
export type Sync = { state: SyncState; errorMs: number | null }

/** What a browser knows of its own sound. */
export type SoundReport = Sync & {
  /** How long it takes from telling this device's output to play to its being heard; null before it is known. */
  startCostMs: number | null
  /** The current item, if it could start at once: loaded, and standing on the spot. */
  readyItemId: string | null
  /** The item after it, if that is loaded at its beginning. */
  nextReadyItemId: string | null
  /** The last event of the room that this device knew when it said so. */
  seq: number
}

/** What it says of itself with each heartbeat. */
export type DeviceReport = SoundReport & {
  /** How long the server's word took to get here, in all but the worst of a hundred cases; null before it is known. */
  delayMs: number | null
}

/** What is told of a device to hosts. */
export type DeviceTold = Sync & Pick<DeviceReport, 'delayMs'>

/** A device that sounds in the room, as the rules see it. */
export type SoundingDevice = Pick<DeviceReport, 'readyItemId' | 'nextReadyItemId' | 'seq'> & {
  memberId: string
  /** Since when it has run dry, by the room's clock. */
  stalledSinceMs: number | null
}

/** Whether a device in this state makes the room's sound, or would if there were any. */
export function sounds(state: SyncState): boolean {
  return state !== 'off' && state !== 'blocked'
}

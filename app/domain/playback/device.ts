/**
 * How a device stands with the room. `off`: it was told not to play. `idle`: the room is silent. `waiting`: its song is
 * being loaded. `stalled`: it ran dry. `blocked`: the browser wants a tap first.
 */
export type SyncState = 'off' | 'idle' | 'waiting' | 'stalled' | 'catching-up' | 'in-sync' | 'blocked'

/** How far this device's sound is from the room's playhead; positive is ahead. Null while that is not known. */
export type Sync = { state: SyncState; errorMs: number | null }

/** What a browser says of its own sound with each heartbeat. */
export type DeviceReport = Sync & {
  /** How long the server's word took to get here, in all but the worst of a hundred cases; null before it is known. */
  delayMs: number | null
  /** The item it could start at once: loaded, and standing on the spot. */
  readyItemId: string | null
}

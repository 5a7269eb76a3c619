import type { Permission } from '~/domain/membership/permissions'
import { whoMay } from '~/domain/membership/who-may'
import type { Room } from '~/domain/room/room'
import { isolate } from './isolate'

/** What somebody without the remote control may try, and how that is called. */
const DEEDS = {
  play: { permission: 'playback.playPause', words: 'press play here' },
  pause: { permission: 'playback.playPause', words: 'pause here' },
  start: { permission: 'playback.playPause', words: 'start before everyone is ready' },
  seek: { permission: 'playback.seek', words: 'go to another place in it' },
  skip: { permission: 'playback.skip', words: 'go on to the next one' },
} as const satisfies Record<string, { permission: Permission; words: string }>

export type Deed = keyof typeof DEEDS

const NAMED_AT_MOST = 3

/** Why not, as a person would say it: "Only Ana and Kim may pause here". */
export function onlyWords(room: Room, deed: Deed): string {
  const { permission, words } = DEEDS[deed]
  const names = whoMay(room, permission).map(({ name }) => isolate(name))
  if (names.length === 0) return `Nobody who may ${words} is in the room`
  return `Only ${listed(names)} may ${words}`
}

function listed(names: string[]): string {
  if (names.length > NAMED_AT_MOST) {
    const shown = names.slice(0, NAMED_AT_MOST - 1)
    return `${shown.join(', ')} and ${names.length - shown.length} others`
  }
  if (names.length === 1) return names[0]!
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

import { isPerson } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import type { Sync } from '~/domain/playback/device'
import type { PresenceTold } from '~/sync/frames'
import { syncWords, toneOf } from '../words/sync'

type TopLineProps = { room: Room; presence: PresenceTold; sync: Sync }

/** Which room this is, how many are here, and whether the screen is in time with them. */
export function TopLine({ room, presence, sync }: TopLineProps) {
  const people = peopleIn(room, presence)
  const time = inWords(sync)
  return (
    <header className="top-line">
      <p className="room-name" dir="auto">
        {room.name}
      </p>
      <p className="top-facts">
        {people > 0 && <span>{people === 1 ? '1 person here' : `${people} people here`}</span>}
        {time && (
          <span className="sync" data-tone={toneOf(sync.state)}>
            {time}
          </span>
        )}
      </p>
    </header>
  )
}

/** Screens are connected too, but they are nobody. */
function peopleIn(room: Room, { memberIds, count }: PresenceTold): number {
  if (!memberIds) return count
  return memberIds.filter((id) => room.members[id] && isPerson(room.members[id])).length
}

/** Silence needs no word, and a tap is asked for in letters that nobody overlooks. */
function inWords(sync: Sync): string | null {
  if (sync.state === 'idle') return null
  return sync.state === 'blocked' ? 'no sound yet' : syncWords(sync)
}

import { isPerson } from '~/domain/membership/member'
import type { Room } from '~/domain/room/room'
import type { Sync } from '~/domain/playback/device'
import type { PresenceTold } from '~/sync/frames'

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
          <span className="sync" data-state={sync.state}>
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

function inWords({ state, errorMs }: Sync): string | null {
  if (state === 'in-sync') return `in sync, ${Math.abs(errorMs ?? 0)} ms`
  if (state === 'catching-up') return 'catching up'
  if (state === 'waiting') return 'loading'
  return null
}

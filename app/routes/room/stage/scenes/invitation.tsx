import type { SceneProps } from './now-playing'
import { TopLine } from '../top-line'
import { WayIn } from '../way-in'

/** Nothing plays: the wall asks for a song. */
export function Invitation({ room, presence, sync, address }: Omit<SceneProps, 'show'>) {
  const isFirst = room.played.length === 0
  return (
    <>
      <TopLine room={room} presence={presence} sync={sync} />
      <div className="invitation">
        <h1 className="invitation-title" dir="auto">
          {isFirst ? room.name : 'What shall we hear next?'}
        </h1>
        <WayIn
          room={room}
          address={address}
          invitation={
            room.policy.guestsMayAdd
              ? isFirst
                ? 'Scan to add the first song'
                : 'Scan to add the next song'
              : 'Scan to join in'
          }
        />
      </div>
    </>
  )
}

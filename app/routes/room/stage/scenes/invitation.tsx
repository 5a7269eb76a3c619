import type { SceneProps } from './now-playing'
import { TopLine } from '../top-line'
import { invitationOf, WayIn } from '../way-in'

/** Nothing plays: the wall asks for a song. */
export function Invitation({ room, presence, sync, address }: Omit<SceneProps, 'show'>) {
  const isFirst = room.played.length === 0
  return (
    <>
      <TopLine room={room} presence={presence} sync={sync} />
      <div className="invitation">
        <h1 className="invitation-title">
          {isFirst ? 'What shall we hear first?' : 'What shall we hear next?'}
        </h1>
        <WayIn room={room} address={address} invitation={invitationOf(room)} />
      </div>
    </>
  )
}

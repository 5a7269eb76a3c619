import { presetOf } from '~/domain/room/kinds'
import { showCode } from '~/domain/room/code'
import { Progress } from '../progress'
import { SongWords } from '../song-words'
import { TopLine } from '../top-line'
import { invitationOf, WayIn } from '../way-in'
import type { SceneProps } from './now-playing'

/** A film has the wall; what is said about it lies over its edges, and in its middle only the code stays. */
export function Film({ room, show, presence, sync, address }: SceneProps) {
  const [upNext] = show.next
  return (
    <>
      <div className="film-words">
        <TopLine room={room} presence={presence} sync={sync} />
        <div className="film-foot">
          <div className="now-words">
            <SongWords show={show} />
            <Progress room={room} show={show} presence={presence} />
            {upNext && (
              <p className="film-next">
                Next: <bdi>{upNext.track.title}</bdi> · <bdi>{upNext.addedBy}</bdi>
              </p>
            )}
          </div>
          <WayIn room={room} address={address} invitation={invitationOf(room)} />
        </div>
      </div>
      <p className="film-code" aria-hidden="true">
        {showCode(room.code, presetOf(room.kind).code)}
      </p>
    </>
  )
}

import type { Room } from '~/domain/room/room'
import type { Sync } from '~/domain/playback/device'
import type { PresenceTold } from '~/sync/frames'
import { Cover } from '../cover'
import { NextUp } from '../next-up'
import { Progress } from '../progress'
import type { Showing } from '../showing'
import { SongWords } from '../song-words'
import { TopLine } from '../top-line'
import { invitationOf, WayIn } from '../way-in'

export type SceneProps = {
  room: Room
  show: Showing
  presence: PresenceTold
  sync: Sync
  address: string
}

const COVER_SIZES = '(max-aspect-ratio: 1/1) 54vw, 51vh'

/** A song, as large as the wall allows. */
export function NowPlaying({ room, show, presence, sync, address }: SceneProps) {
  const [upNext] = show.next
  return (
    <>
      <TopLine room={room} presence={presence} sync={sync} />
      <div className="now" data-playing={show.isPlaying}>
        <div className="now-cover" key={show.itemId}>
          <Cover track={show.track} sizes={COVER_SIZES} />
        </div>
        {/* Fetched now, so that it is there when its song begins. */}
        {upNext && <Cover track={upNext.track} sizes={COVER_SIZES} isHidden />}
        <div className="now-words">
          <SongWords show={show} />
          <Progress room={room} show={show} presence={presence} />
        </div>
      </div>
      <NextUp show={show} />
      <footer className="foot">
        <WayIn room={room} address={address} invitation={invitationOf(room)} />
      </footer>
    </>
  )
}

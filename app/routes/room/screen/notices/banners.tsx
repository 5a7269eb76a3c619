import { presetOf } from '~/domain/room/kinds'
import { dueStartMs } from '~/domain/room/room'
import { Opened } from '../opened/opened'
import { useRoomPage } from '../room-page'

/** What everybody should know as long as it lasts, above all else. */
export function Banners() {
  const { room, initial, withheld } = useRoomPage()
  const { short } = presetOf(room.kind)
  const startMs = dueStartMs(room)
  const { closing } = room
  return (
    <div className="banners">
      {initial.refused && (
        <p role="alert" className="banner text-bad">
          {initial.refused.message}
        </p>
      )}
      {withheld !== null && withheld === room.current?.track.id && (
        <p role="alert" className="banner text-bad">
          What is on is from a library that you may not see. You can stay and talk.
        </p>
      )}
      {room.ended && <p className="banner">This {short} has ended.</p>}
      {startMs !== null && <Opened wanted>{({ Starting }) => <Starting atMs={startMs} />}</Opened>}
      {closing && <Opened wanted>{({ Closing }) => <Closing {...closing} short={short} />}</Opened>}
      {room.hostAway && (
        <p aria-live="polite" className="banner">
          The host is away. {room.hostAway.resumes ? 'It waits, and goes on when they are back.' : ''}
        </p>
      )}
    </div>
  )
}

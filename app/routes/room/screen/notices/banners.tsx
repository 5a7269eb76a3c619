import type { EndReason } from '~/domain/room/room'
import { showDuration } from '~/ui/time'
import { useRoomNow } from '../live/use-room-now'
import { useRoomPage } from '../room-page'

/** What everybody should know as long as it lasts, above all else. */
export function Banners() {
  const { room, initial } = useRoomPage()
  return (
    <div className="banners">
      {initial.refused && (
        <p role="alert" className="banner text-bad">
          {initial.refused.message}
        </p>
      )}
      {room.ended && <p className="banner">This jam has ended.</p>}
      {room.closing && <Closing atMs={room.closing.atMs} reason={room.closing.reason} />}
      {room.hostAway && (
        <p aria-live="polite" className="banner">
          The host is away. {room.hostAway.resumes ? 'The music waits and goes on when they are back.' : ''}
        </p>
      )}
    </div>
  )
}

const WHY: Record<EndReason, string> = {
  host: '',
  empty: '',
  time: 'Its time is up.',
  idle: 'Play or say something to keep it open.',
  no_host: 'The host has been gone for long.',
}

function Closing({ atMs, reason }: { atMs: number; reason: EndReason }) {
  const nowMs = useRoomNow(1_000)
  return (
    <p className="banner text-bad" role="timer">
      <b>
        This jam ends in <span className="tabular-nums">{showDuration(atMs - nowMs)}</span>
      </b>{' '}
      {WHY[reason]}
    </p>
  )
}

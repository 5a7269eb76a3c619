import type { EndReason } from '~/domain/room/room'
import { Appointed } from '~/ui/moment'
import { showDuration } from '~/ui/time'
import { useRoomNow } from '../live/use-room-now'
import { useRoomPage } from '../room-page'

const DAY_MS = 86_400_000

/** How long until the film begins by itself. It waits for somebody to be there, and for a host who has gone. */
export function Starting({ atMs }: { atMs: number }) {
  const { room } = useRoomPage()
  const leftMs = atMs - useRoomNow(1_000)
  const days = Math.round(leftMs / DAY_MS)
  return (
    <p className="banner" role="timer">
      {leftMs <= 0 ? (
        `The film starts ${room.hostAway ? 'when the host is back' : 'now'}.`
      ) : (
        <>
          The film starts in{' '}
          <b className="tabular-nums">{days > 1 ? `${days} days` : showDuration(leftMs)}</b>
          <noscript>{import.meta.env.SSR && <> ({<Appointed atMs={atMs} />})</>}</noscript>
        </>
      )}
    </p>
  )
}

const WHY: Record<EndReason, string> = {
  host: '',
  empty: '',
  time: 'Its time is up.',
  idle: 'Play or say something to keep it open.',
  no_host: 'The host has been gone for long.',
}

type ClosingProps = { atMs: number; reason: EndReason; short: string }

/** How long until the room ends, and why. */
export function Closing({ atMs, reason, short }: ClosingProps) {
  const nowMs = useRoomNow(1_000)
  return (
    <p className="banner text-bad" role="timer">
      <b>
        This {short} ends in <span className="tabular-nums">{showDuration(atMs - nowMs)}</span>
      </b>{' '}
      {WHY[reason]}
    </p>
  )
}

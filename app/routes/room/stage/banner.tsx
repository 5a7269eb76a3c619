import { presetOf } from '~/domain/room/kinds'
import { hostOf, type Room } from '~/domain/room/room'
import { showDuration } from '~/ui/time'
import type { Connection } from '~/sync/browser/room-feed'
import type { WaitingTold } from '~/sync/frames'
import { waitingWords } from '../words/waiting'
import { useDelayed } from './device/use-delayed'

/** A page turned, a router restarted: most breaks are over before anybody could read that there is one. */
const BREAK_SHOWN_AFTER_MS = 4_000

type BannerProps = { room: Room; nowMs: number; connection: Connection; waiting: WaitingTold | null }

/** What is out of the ordinary, across the top: only one thing at a time, the gravest. */
export function Banner({ room, nowMs, connection, waiting }: BannerProps) {
  const isCutOff = useDelayed(connection === 'connecting', BREAK_SHOWN_AFTER_MS)
  const message = isCutOff
    ? 'Looking for the server …'
    : (closingWords(room) ?? awayWords(room) ?? (room.gate && waiting && waitingWords(room, waiting, null)))
  const untilMs = room.closing?.atMs ?? (room.hostAway ? undefined : room.gate?.untilMs)
  return (
    <output className="banner">
      {message && (
        <span>
          {message}
          {!isCutOff && untilMs !== undefined && <Countdown toMs={untilMs - nowMs} />}
        </span>
      )}
    </output>
  )
}

/** Read out once with its banner, not every second. */
function Countdown({ toMs }: { toMs: number }) {
  return (
    <span aria-hidden="true" className="countdown">
      {showDuration(toMs + 999)}
    </span>
  )
}

function closingWords({ closing, kind }: Room): string | null {
  if (!closing) return null
  if (closing.reason === 'time') return 'This room ends in'
  if (closing.reason === 'idle')
    return `Very quiet here. Add a ${presetOf(kind).items.one}, or the room closes in`
  return 'The host has not come back. The room closes in'
}

function awayWords(room: Room): string | null {
  if (!room.hostAway) return null
  const host = hostOf(room)?.name ?? 'the host'
  return room.hostAway.resumes ? `It goes on when ${host} is back` : `Waiting for ${host}`
}

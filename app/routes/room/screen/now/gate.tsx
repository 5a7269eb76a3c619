import { waitingWords } from '~/routes/room/words/waiting'
import { useRoomNow } from '../live/use-room-now'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'

const LOOK_EVERY_MS = 250
/** The server names nobody before half a second has passed; a word that flashes by helps nobody. */
const SHOWN_AFTER_MS = 700

/** Whom the start waits for, how long at most, and the host's way past it. */
export function Gate() {
  const { room, me, waiting } = useRoomPage()
  const mayOpen = useMay('playback.playPause')
  const nowMs = useRoomNow(LOOK_EVERY_MS)
  if (!room.gate || (!waiting && nowMs < room.gate.closedAtMs + SHOWN_AFTER_MS)) return null
  const leftS = Math.max(0, Math.ceil((room.gate.untilMs - nowMs) / 1_000))
  return (
    <div className="gate">
      <p aria-live="polite" className="min-w-0 flex-1 wrap-anywhere">
        {waitingWords(room, waiting, me.id)}…
      </p>
      <span aria-hidden="true" className="text-muted tabular-nums">
        {leftS} s
      </span>
      {mayOpen && (
        <RoomForm to="gate/opening" className="contents">
          <button className="button">Start anyway</button>
        </RoomForm>
      )}
    </div>
  )
}

import type { FormEvent } from 'react'
import { PauseIcon, PlayIcon } from '~/ui/icons'
import { RoomForm } from '../room-form'
import { useRoomPage } from '../room-page'

/** Who may not press it sees it as it is, and is told who may: at once, or by the server where no JavaScript runs. */
export function PlayPause({ whyNot = null }: { whyNot?: string | null }) {
  const { room, live } = useRoomPage()
  const isGoing = room.playhead.playing || room.gate !== null

  function refuse(event: FormEvent) {
    if (whyNot === null) return
    event.preventDefault()
    live?.refuse(whyNot)
  }
  return (
    <RoomForm to="playback" fields={{ playing: !isGoing }} className="contents" onSubmit={refuse}>
      <button
        className="button primary round"
        aria-disabled={whyNot !== null || undefined}
        title={whyNot ?? undefined}
      >
        {isGoing ? <PauseIcon /> : <PlayIcon />}
        <span className="sr-only">{isGoing ? 'Pause' : 'Play'}</span>
      </button>
    </RoomForm>
  )
}

import { NextIcon, PauseIcon, PlayIcon } from '~/ui/icons'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'
import { SkipVote, VotesSoFar } from './skip-vote'
import { Sound } from './sound'

export function Controls() {
  const { live } = useRoomPage()
  const mayControl = useMay('playback.control')
  return (
    <div className="controls">
      {mayControl ? <Transport /> : <SkipVote />}
      {mayControl && <VotesSoFar />}
      {live && <Sound />}
    </div>
  )
}

function Transport() {
  const { room } = useRoomPage()
  const playing = room.playhead.playing || room.gate !== null
  return (
    <>
      <RoomForm to="playback" fields={{ playing: !playing }} className="contents">
        <button className="button primary round">
          {playing ? <PauseIcon /> : <PlayIcon />}
          <span className="sr-only">{playing ? 'Pause' : 'Play'}</span>
        </button>
      </RoomForm>
      <RoomForm to="skip" fields={{ itemId: room.current!.id }} className="contents">
        <button className="button">
          <NextIcon sizePx={16} /> Next
        </button>
      </RoomForm>
    </>
  )
}

import { NextIcon, PauseIcon, PlayIcon } from '~/ui/icons'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'
import { SkipVote, VotesSoFar } from './skip-vote'
import { Sound } from './sound'

export function Controls() {
  const { live } = useRoomPage()
  const mayPlayPause = useMay('playback.playPause')
  const maySkip = useMay('playback.skip')
  return (
    <div className="controls">
      {mayPlayPause && <PlayPause />}
      {maySkip ? <Skip /> : <SkipVote />}
      {maySkip && <VotesSoFar />}
      {live && <Sound />}
    </div>
  )
}

function PlayPause() {
  const { playhead, gate } = useRoomPage().room
  const playing = playhead.playing || gate !== null
  return (
    <RoomForm to="playback" fields={{ playing: !playing }} className="contents">
      <button className="button primary round">
        {playing ? <PauseIcon /> : <PlayIcon />}
        <span className="sr-only">{playing ? 'Pause' : 'Play'}</span>
      </button>
    </RoomForm>
  )
}

function Skip() {
  const { current } = useRoomPage().room
  return (
    <RoomForm to="skip" fields={{ itemId: current!.id }} className="contents">
      <button className="button">
        <NextIcon sizePx={16} /> Next
      </button>
    </RoomForm>
  )
}

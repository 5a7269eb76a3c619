import { NextIcon } from '~/ui/icons'
import { onlyWords } from '~/routes/room/words/only'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'
import { PlayPause } from './play-pause'
import { SkipVote, VotesSoFar } from './skip-vote'
import { Sound } from './sound'

export function Controls() {
  const { room, live } = useRoomPage()
  const mayPlayPause = useMay('playback.playPause')
  const maySkip = useMay('playback.skip')
  const isFilm = room.current!.track.kind === 'video'
  const isOverPicture = isFilm && live !== null
  return (
    <div className="controls">
      {mayPlayPause && !isOverPicture && <PlayPause />}
      {import.meta.env.SSR && !mayPlayPause && isFilm && !live && <Refused />}
      {maySkip ? <Skip /> : <SkipVote />}
      {maySkip && <VotesSoFar />}
      {live && <Sound isFilm={isFilm} />}
    </div>
  )
}

/** Where no JavaScript runs: everybody looks for this button under a film. Its words are beside it. */
function Refused() {
  const { room } = useRoomPage()
  const words = onlyWords(room, room.playhead.playing ? 'pause' : 'play')
  return (
    <>
      <PlayPause whyNot={words} />
      <span aria-hidden="true" className="min-w-0 flex-1 text-sm text-muted">
        {words}
      </span>
    </>
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

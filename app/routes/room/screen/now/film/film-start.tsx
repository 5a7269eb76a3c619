import { Artwork } from '~/ui/artwork'
import { PlayIcon } from '~/ui/icons'
import { useRoomPage } from '../../room-page'

/** Before the picture: this device was told to be silent, or the browser wants a tap first. */
export function FilmStart({ isBlocked }: { isBlocked: boolean }) {
  const { live, room } = useRoomPage()
  const { player } = live!
  const { artworkId, title } = room.current!.track
  return (
    <div className="film-start">
      {!isBlocked && artworkId !== null && <Artwork artworkId={artworkId} title={title} widthPx={640} />}
      <button
        type="button"
        className="button primary"
        onClick={() => (isBlocked ? player.unblock() : player.setOn(true))}
      >
        <PlayIcon /> {isBlocked ? 'Tap to watch' : 'Watch here'}
      </button>
    </div>
  )
}

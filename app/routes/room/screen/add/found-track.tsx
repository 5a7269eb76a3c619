import { waits } from '~/domain/queue/rights'
import type { Track } from '~/domain/queue/queue'
import { artistInWords } from '~/routes/words'
import { Artwork } from '~/ui/artwork'
import { CheckIcon, PlusIcon } from '~/ui/icons'
import { showDuration } from '~/ui/time'
import { RoomForm } from '../room-form'
import { useRoomPage } from '../room-page'

/** One tap adds it. What waits already says so, and can be wished for again only where the room allows it. */
export function FoundTrack({ track }: { track: Track }) {
  const { room } = useRoomPage()
  const isWaiting = waits(room, track.id)
  const isPlaying = room.current?.track.id === track.id
  const isTaken = isWaiting && !room.policy.sameSongMayWaitTwice
  return (
    <li className="found-row">
      <RoomForm to="queue" fields={{ trackId: track.id }}>
        <button
          className="found-track"
          aria-disabled={isTaken || undefined}
          onClick={(event) => isTaken && event.preventDefault()}
        >
          <Artwork artworkId={track.artworkId} title={track.title} widthPx={48} />
          <span className="min-w-0 flex-1 text-start">
            <span className="sr-only">Add </span>
            <span dir="auto" className="block truncate font-semibold">
              {track.title}
            </span>
            <span className="block truncate text-sm text-muted">
              {isWaiting ? (
                <span className="text-good">Waiting in the queue</span>
              ) : isPlaying ? (
                <span className="text-good">Playing now</span>
              ) : (
                <bdi>{track.artist ?? track.album ?? artistInWords(track)}</bdi>
              )}
            </span>
          </span>
          <span className="text-sm text-faint tabular-nums">{showDuration(track.durationMs)}</span>
          <span className="found-mark" data-added={isWaiting || undefined}>
            {isWaiting ? <CheckIcon /> : <PlusIcon />}
          </span>
        </button>
      </RoomForm>
    </li>
  )
}

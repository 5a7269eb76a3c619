import { votesNeeded } from '~/domain/playback/votes'
import { RoomForm } from '../room-form'
import { useMay, useRoomPage } from '../room-page'

/** "Skip? 3 of 5": pressed while my vote counts, and pressed again to take it back. */
export function SkipVote() {
  const { room, me, present } = useRoomPage()
  if (!useMay('vote.skip') || !room.current) return null
  const voted = room.skipVotes.includes(me.id)
  return (
    <RoomForm
      to={voted ? 'votes/withdrawal' : 'votes'}
      fields={{ itemId: room.current.id }}
      className="contents"
    >
      <button className="button wide" aria-pressed={voted}>
        Skip?{' '}
        <span className="tabular-nums">
          {room.skipVotes.length} of {votesNeeded(room, present)}
        </span>
      </button>
    </RoomForm>
  )
}

/** What those see who need no vote to skip. */
export function VotesSoFar() {
  const { room, present } = useRoomPage()
  if (room.skipVotes.length === 0) return null
  return (
    <span className="pill tabular-nums">
      Skip votes {room.skipVotes.length} of {votesNeeded(room, present)}
    </span>
  )
}

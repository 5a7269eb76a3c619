import type { CSSProperties } from 'react'
import { votesNeeded } from '~/domain/playback/votes'
import type { Room } from '~/domain/room/room'
import { showDuration } from '~/ui/time'
import type { PresenceTold } from '~/sync/frames'
import type { Showing } from './showing'

type ProgressProps = { room: Room; show: Showing; presence: PresenceTold }

/** Where the song is, whether it stands still, and how many want it to be over. */
export function Progress({ room, show, presence }: ProgressProps) {
  const { positionMs, isPlaying, track } = show
  const share = track.durationMs > 0 ? positionMs / track.durationMs : 0
  const votes = room.policy.guestsMayVote ? room.skipVotes.length : 0
  const needed = votesNeeded(room, presence.memberIds && new Set(presence.memberIds))
  return (
    <div className="progress">
      {/* A new song's bar does not run back through the old one's. */}
      <div className="bar" key={show.itemId}>
        <i style={{ transform: `scaleX(${share.toFixed(4)})` } as CSSProperties} />
      </div>
      <p className="times">
        <span>{showDuration(positionMs)}</span>
        <span className="times-middle">
          {!isPlaying && !room.gate && <span className="chip">Paused</span>}
          {votes > 0 && <span className="chip">{`Skip? ${votes} of ${needed}`}</span>}
        </span>
        <span>{showDuration(track.durationMs)}</span>
      </p>
    </div>
  )
}

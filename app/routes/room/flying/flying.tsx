import type { CSSProperties } from 'react'
import { REACTIONS } from '~/domain/chat/reaction'
import type { RoomFeed } from '~/sync/browser/room-feed'
import { useFlying } from './use-flying'

/** What people throw at the picture, over it for a moment. */
export function Flying({ feed }: { feed: RoomFeed }) {
  const { flights, words } = useFlying(feed)
  return (
    <>
      <div className="flying" aria-hidden="true">
        {flights.map(({ id, reaction, fromLeftPercent, afterMs }) => (
          <span
            key={id}
            style={{ '--from-left': fromLeftPercent, animationDelay: `${afterMs}ms` } as CSSProperties}
          >
            {REACTIONS[reaction].emoji}
          </span>
        ))}
      </div>
      <output className="sr-only">{words}</output>
    </>
  )
}

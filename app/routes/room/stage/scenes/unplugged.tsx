import { useEffect } from 'react'
import type { Room } from '~/domain/room/room'

/** Nobody may be near a television to press anything: it goes back to waiting by itself. */
const PAIR_AGAIN_AFTER_MS = 10_000

/** This device is no longer in the room. */
export function Unplugged({ room, isScreen }: { room: Room; isScreen: boolean }) {
  useEffect(() => {
    if (!isScreen) return
    const timer = setTimeout(() => location.assign('/pair'), PAIR_AGAIN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isScreen])
  return (
    <div className="unplugged">
      <div className="ended-words">
        <p className="quiet" dir="auto">
          {room.name}
        </p>
        <h1 className="invitation-title">This screen is no longer connected</h1>
        <p>
          <a className="control" href={isScreen ? '/pair' : '/'}>
            {isScreen ? 'Connect it again' : 'Go to the start'}
          </a>
        </p>
      </div>
    </div>
  )
}

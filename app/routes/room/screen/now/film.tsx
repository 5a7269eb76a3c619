import { useCallback, useRef } from 'react'
import { FullScreenIcon } from '~/ui/icons'
import { usePlayer } from '../live/use-player'
import { useRoomPage } from '../room-page'

/** The picture of a film, where its sound comes out too. The player puts its own video element in. */
export function Film() {
  const { live } = useRoomPage()
  const { on } = usePlayer()
  const frame = useRef<HTMLDivElement>(null)
  const screen = useCallback(
    (element: HTMLDivElement | null) => {
      live?.player.showIn(element)
    },
    [live],
  )
  if (!live || !on) return null
  return (
    <div ref={frame} className="film">
      <div ref={screen} />
      <button
        type="button"
        className="button icon"
        aria-label="Full screen"
        onClick={() => void frame.current?.requestFullscreen?.()}
      >
        <FullScreenIcon />
      </button>
    </div>
  )
}

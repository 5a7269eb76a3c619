import { lazy, Suspense, useCallback, useState } from 'react'
import { usePlayer } from '../../live/use-player'
import { useRoomPage } from '../../room-page'

/** What a film's own buttons and keys need of it. */
export type FilmProps = { frame: HTMLElement; screen: HTMLElement }

/** Buttons, keys and subtitles come when there is a film to use them on: most rooms have none. */
const FilmRemote = lazy(async () => ({ default: (await import('./film-remote')).FilmRemote }))

/** The picture of a film, where its sound comes out too. The player puts its own video element in. */
export function Film() {
  const { live } = useRoomPage()
  const { on } = usePlayer()
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [screen, setScreen] = useState<HTMLElement | null>(null)
  const show = useCallback(
    (element: HTMLElement | null) => {
      live?.player.showIn(element)
      setScreen(element)
    },
    [live],
  )
  if (!live || !on) return null
  return (
    <div ref={setFrame} className="film">
      <div ref={show} />
      {frame && screen && (
        <Suspense>
          <FilmRemote frame={frame} screen={screen} />
        </Suspense>
      )}
    </div>
  )
}

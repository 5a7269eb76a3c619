import { useCallback, useEffect, useState } from 'react'
import { later, useLater } from '../../opened/later'
import { useRoomPage } from '../../room-page'

/** What a film's own buttons and keys need of it. */
export type FilmProps = { frame: HTMLElement; screen: HTMLElement }

const filmParts = later(() => import('./film-parts'))

/** The picture of a film, where its sound comes out too. The player puts its own video element in. */
export function Film() {
  const { live, initial } = useRoomPage()
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [screen, setScreen] = useState<HTMLElement | null>(null)
  const parts = useLater(filmParts)
  useEffect(() => {
    filmParts.fetch()
    initial.filmStyles.forEach(loadStyles)
  }, [initial])
  const show = useCallback(
    (element: HTMLElement | null) => {
      live?.player.showIn(element)
      setScreen(element)
    },
    [live],
  )
  return (
    <div ref={setFrame} className="film">
      <div ref={show} className="film-screen" />
      {parts && frame && screen && <parts.FilmOver frame={frame} screen={screen} />}
    </div>
  )
}

/** Most rooms never show a film, and do not load how one looks. */
function loadStyles(href: string): void {
  if (document.querySelector(`link[href="${href}"]`)) return
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }))
}

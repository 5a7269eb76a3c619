import { FullScreenIcon, ScreenIcon } from '~/ui/icons'
import type { FilmProps } from './film'
import { FilmTrouble } from './film-trouble'
import { SubtitleChoice } from './subtitle-choice'
import { useFilmKeys } from './use-film-keys'
import { useIdle } from './use-idle'
import { useSubtitles } from './use-subtitles'

/** What each person does with the picture for themselves: subtitles, a window of its own, the whole screen. */
export function FilmRemote({ frame, screen }: FilmProps) {
  const subtitles = useSubtitles(screen)
  const isIdle = useIdle(frame)
  const toggleFullScreen = () => void toggleWhole(frame)
  useFilmKeys({ f: toggleFullScreen, c: subtitles.toggle })
  return (
    <>
      <FilmTrouble />
      <div className="film-remote" data-idle={isIdle}>
        <SubtitleChoice {...subtitles} />
        {document.pictureInPictureEnabled && (
          <button
            type="button"
            className="button icon"
            aria-label="Picture in picture"
            onClick={() => void toggleWindow(screen)}
          >
            <ScreenIcon />
          </button>
        )}
        {document.fullscreenEnabled && (
          <button
            type="button"
            className="button icon"
            aria-label="Full screen (f)"
            onClick={toggleFullScreen}
          >
            <FullScreenIcon />
          </button>
        )}
      </div>
    </>
  )
}

/** A browser may refuse: a frame that may not, a gesture that is too long ago. Then nothing changes. */
async function toggleWhole(frame: HTMLElement): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen())
  } catch {
    // The picture stays as large as it was.
  }
}

/** The same, when the film is not loaded yet say. */
async function toggleWindow(screen: HTMLElement): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture()
    else await screen.querySelector('video')?.requestPictureInPicture()
  } catch {
    // The picture stays where it was.
  }
}

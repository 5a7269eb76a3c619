import { FullScreenIcon, ScreenIcon } from '~/ui/icons'
import type { FilmProps } from './film'
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
        <button type="button" className="button icon" aria-label="Full screen (f)" onClick={toggleFullScreen}>
          <FullScreenIcon />
        </button>
      )}
    </div>
  )
}

async function toggleWhole(frame: HTMLElement): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen()
  else await frame.requestFullscreen()
}

/** A browser may refuse, when the film is not loaded yet say; then nothing changes. */
async function toggleWindow(screen: HTMLElement): Promise<void> {
  const video = screen.querySelector('video')
  if (document.pictureInPictureElement) await document.exitPictureInPicture()
  else await video?.requestPictureInPicture().catch(() => {})
}

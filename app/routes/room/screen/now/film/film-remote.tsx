import { ScreenIcon } from '~/ui/icons'
import type { FilmProps } from './film'
import { SubtitleChoice } from './subtitle-choice'
import type { SubtitleState } from './use-subtitles'

type FilmRemoteProps = FilmProps & { subtitles: SubtitleState }

/** What each person does with the picture for themselves: subtitles, a window of its own. */
export function FilmRemote({ screen, subtitles }: FilmRemoteProps) {
  return (
    <>
      <SubtitleChoice {...subtitles} />
      {document.pictureInPictureEnabled && (
        <button
          type="button"
          className="button icon film-window"
          aria-label="Picture in picture"
          onClick={() => void toggleWindow(screen)}
        >
          <ScreenIcon />
        </button>
      )}
    </>
  )
}

/** A browser may refuse, when the film is not loaded yet say; then nothing changes. */
async function toggleWindow(screen: HTMLElement): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture()
    else await screen.querySelector('video')?.requestPictureInPicture()
  } catch {
    // The picture stays where it was.
  }
}

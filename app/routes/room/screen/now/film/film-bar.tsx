import { useState, type MouseEvent, type PointerEvent } from 'react'
import { ChatIcon, FullScreenIcon, SmileIcon } from '~/ui/icons'
import { PlayPause } from '../play-pause'
import { Progress } from '../progress'
import { Volume } from '../sound'
import { useMay } from '../../room-page'
import type { FilmProps } from './film'
import { FilmRemote } from './film-remote'
import { ReactionTray, TRAY_ID } from './reaction-tray'
import type { ChatPlace } from './use-chat-place'
import { useFilmKeys } from './use-film-keys'
import { useSubtitles } from './use-subtitles'
import type { Whole } from './use-whole'
import { useWhyNot } from './use-why-not'

type FilmBarProps = FilmProps & { chat: ChatPlace; whole: Whole }

/** The controls of a film. What only some may do is there for everybody, and says who may. */
export function FilmBar({ frame, screen, chat, whole }: FilmBarProps) {
  const [isTrayOpen, setTrayOpen] = useState(false)
  const mayReact = useMay('chat.say')
  const whyNot = useWhyNot()
  const subtitles = useSubtitles(screen)
  const leaveWhole = whole.isOn ? whole.leave : undefined
  useFilmKeys({ f: whole.toggle, c: subtitles.toggle, Escape: leaveWhole }, whyNot)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- see `letGo`
    <div className="film-bar" onClick={letGo} onPointerUp={letGo}>
      {mayReact && isTrayOpen && <ReactionTray />}
      <Progress whyNot={whyNot.seek} />
      <div className="film-buttons">
        <PlayPause whyNot={whyNot.playPause} />
        <Volume />
        <span className="flex-1" />
        <FilmRemote frame={frame} screen={screen} subtitles={subtitles} />
        {mayReact && (
          <button
            type="button"
            className="button icon"
            aria-label="React"
            aria-expanded={isTrayOpen}
            aria-controls={TRAY_ID}
            onClick={() => setTrayOpen(!isTrayOpen)}
          >
            <SmileIcon />
          </button>
        )}
        <button
          type="button"
          className="button icon"
          aria-label="Chat over the picture"
          aria-pressed={chat.isOver}
          onClick={chat.toggle}
        >
          <ChatIcon />
        </button>
        <button
          type="button"
          className="button icon"
          aria-label="Full screen (f)"
          aria-pressed={whole.isOn}
          onClick={whole.toggle}
        >
          <FullScreenIcon />
        </button>
      </div>
    </div>
  )
}

/** What was clicked with a mouse keeps no focus: space shall go on to pause, and not to press the last button again. */
function letGo({ target, detail, type }: MouseEvent | PointerEvent): void {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return
  const isPressed = type === 'click' && detail > 0
  const held = target.closest<HTMLElement>(isPressed ? 'button' : 'input')
  held?.blur()
}

import { Flying } from '../../../flying/flying'
import { usePlayer } from '../../live/use-player'
import { useRoomPage } from '../../room-page'
import { Gate } from '../gate'
import { ChatOver } from './chat-over'
import type { FilmProps } from './film'
import { FilmBar } from './film-bar'
import { FilmStart } from './film-start'
import { FilmTrouble } from './film-trouble'
import { useChatPlace } from './use-chat-place'
import { useIdle } from './use-idle'
import { useWhole } from './use-whole'

/** What lies over the picture: controls that come and go, what is said, what flies by. */
export function FilmOver({ frame, screen }: FilmProps) {
  const { live, room } = useRoomPage()
  const { on, blocked } = usePlayer()
  const chat = useChatPlace(frame)
  const whole = useWhole(frame)
  useIdle(frame, on && !blocked && room.playhead.playing && !room.gate)
  return (
    <>
      <Flying feed={live!.feed} />
      {chat.isOver && <ChatOver />}
      {(!on || blocked) && <FilmStart isBlocked={blocked} />}
      <FilmTrouble />
      <div className="film-gate">
        <Gate />
      </div>
      <FilmBar frame={frame} screen={screen} chat={chat} whole={whole} />
    </>
  )
}

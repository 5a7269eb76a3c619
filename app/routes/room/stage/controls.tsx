import { may } from '~/domain/membership/permissions'
import { SoundIcon } from '~/ui/icons'
import { useFullscreen } from './device/use-fullscreen'
import type { Stage } from './use-stage'

/** What somebody who stands at this device may do. It hides with the mouse. */
export function Controls({ stage: { player, sound, state, send } }: { stage: Stage }) {
  const fullscreen = useFullscreen()
  const isScreen = state.room.members[state.memberId]?.role === 'stage'
  const me = state.room.members[state.memberId]
  const mayOpenGate = state.room.gate && me && may(state.room.policy, me, 'playback.playPause')
  const isRunning = sound.sync.state !== 'off' || sound.on
  return (
    <>
      <div className="controls">
        {!isScreen && (
          <a className="control" href={`/rooms/${state.room.code}`}>
            Back to the room
          </a>
        )}
        {mayOpenGate && (
          <button type="button" className="control" onClick={() => send('gate/opening', {})}>
            Start anyway
          </button>
        )}
        {(isRunning || fullscreen) && (
          <button
            type="button"
            className="control"
            aria-pressed={sound.on}
            onClick={() => player.setOn(!sound.on)}
          >
            <SoundIcon />
            {sound.on ? 'Sound is on' : 'Sound is off'}
          </button>
        )}
        {fullscreen && (
          <button type="button" className="control" onClick={fullscreen.toggle}>
            {fullscreen.isOn ? 'Leave full screen' : 'Full screen'}
          </button>
        )}
      </div>
      {sound.blocked && (
        <div className="blocked">
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a television's remote control presses what has the focus */}
          <button type="button" autoFocus onClick={() => player.unblock()}>
            <SoundIcon sizePx={48} />
            Turn on the sound
          </button>
        </div>
      )}
    </>
  )
}

import { useEffect } from 'react'
import { MuteIcon, SoundIcon } from '~/ui/icons'
import { usePlayer } from '../live/use-player'
import { Opened, openedParts } from '../opened/opened'
import { useRoomPage } from '../room-page'

/** "Play here": whether this device makes a sound, and how loud. */
export function Sound() {
  const { player } = useRoomPage().live!
  const { on, blocked, volume, muted } = usePlayer()
  useEffect(() => {
    if (on) openedParts.fetch()
  }, [on])
  if (blocked) {
    return (
      <button type="button" className="button primary wide" onClick={() => player.unblock()}>
        <SoundIcon /> Tap to hear the music
      </button>
    )
  }
  return (
    <div className="sound" data-on={on}>
      {on && (
        <div className="volume">
          <button
            type="button"
            className="button icon quiet"
            aria-label={muted ? 'Unmute' : 'Mute'}
            onClick={() => player.setMuted(!muted)}
          >
            {muted ? <MuteIcon /> : <SoundIcon />}
          </button>
          <input
            type="range"
            aria-label="Volume of this device"
            min={0}
            max={100}
            value={muted ? 0 : Math.round(volume * 100)}
            onChange={(event) => player.setVolume(Number(event.currentTarget.value) / 100)}
          />
        </div>
      )}
      <button type="button" className="button wide" aria-pressed={on} onClick={() => player.setOn(!on)}>
        {on ? 'Sound here: on' : 'Play here'}
      </button>
      {on && <Opened>{({ TuneLink }) => <TuneLink />}</Opened>}
    </div>
  )
}

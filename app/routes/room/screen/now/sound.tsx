import { useEffect } from 'react'
import { MuteIcon, SoundIcon } from '~/ui/icons'
import { usePlayer } from '../live/use-player'
import { Opened, openedParts } from '../opened/opened'
import { useRoomPage } from '../room-page'

/** "Play here": whether this device makes a sound, and how loud. A film has the rest over its picture. */
export function Sound({ isFilm = false }: { isFilm?: boolean }) {
  const { player } = useRoomPage().live!
  const { on, blocked } = usePlayer()
  useEffect(() => {
    if (on) openedParts.fetch()
  }, [on])
  if (blocked && !isFilm) {
    return (
      <button type="button" className="button primary wide" onClick={() => player.unblock()}>
        <SoundIcon /> Tap to hear the music
      </button>
    )
  }
  return (
    <div className="sound" data-on={on}>
      {on && !isFilm && <Volume />}
      <button type="button" className="button wide" aria-pressed={on} onClick={() => player.setOn(!on)}>
        {wordsOf(on, isFilm)}
      </button>
      {on && <Opened>{({ TuneLink }) => <TuneLink />}</Opened>}
    </div>
  )
}

export function Volume() {
  const { player } = useRoomPage().live!
  const { volume, muted } = usePlayer()
  return (
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
  )
}

function wordsOf(on: boolean, isFilm: boolean): string {
  if (isFilm) return on ? 'Watching here: on' : 'Watch here'
  return on ? 'Sound here: on' : 'Play here'
}

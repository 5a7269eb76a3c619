import type { Track } from '~/domain/queue/queue'

/** What this person may do to the room's playback; what is missing is not offered. */
export type RemoteActions = {
  play?: () => void
  pause?: () => void
  next?: () => void
  seekTo?: (positionMs: number) => void
}

/** What was last shown: to show the same again would make a phone load its picture again. */
let shown = ''

/** Says on a phone's lock screen and to the keyboard's media keys what plays, and where it is by now. */
export function showOnLockScreen(
  track: Track | null,
  playing: boolean,
  artworkUrl: string | null,
  positionMs = 0,
): void {
  const session = mediaSession()
  if (!session) return
  session.playbackState = track ? (playing ? 'playing' : 'paused') : 'none'
  session.setPositionState?.(track ? positionState(track, positionMs) : undefined)
  const showing = JSON.stringify([track?.id, track?.title, track?.artist, artworkUrl])
  if (showing === shown) return
  shown = showing
  session.metadata = track
    ? new MediaMetadata({
        title: track.title,
        artist: track.artist ?? '',
        album: track.album ?? '',
        artwork: artworkUrl ? [{ src: artworkUrl }] : [],
      })
    : null
}

export function offerActions({ play, pause, next, seekTo }: RemoteActions): void {
  offer('play', play)
  offer('pause', pause)
  offer('nexttrack', next)
  offer('seekto', seekTo && (({ seekTime }) => seekTime !== undefined && seekTo(seekTime * 1_000)))
}

/** In seconds, as this interface has it. A place past the end is refused with an error. */
function positionState({ durationMs }: Track, positionMs: number): MediaPositionState {
  return { duration: durationMs / 1_000, position: Math.min(positionMs, durationMs) / 1_000 }
}

function offer(action: MediaSessionAction, act: MediaSessionActionHandler | undefined): void {
  try {
    mediaSession()?.setActionHandler(action, act ?? null)
  } catch {
    // An action that this browser does not know is simply not offered.
  }
}

function mediaSession(): MediaSession | undefined {
  return 'mediaSession' in navigator ? navigator.mediaSession : undefined
}

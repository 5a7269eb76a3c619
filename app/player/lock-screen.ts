import type { Track } from '~/domain/queue/queue'

/** What this person may do to the room's playback; what is missing is not offered. */
export type RemoteActions = { play?: () => void; pause?: () => void; next?: () => void }

/** Says on a phone's lock screen and to the keyboard's media keys what plays. */
export function showOnLockScreen(track: Track | null, playing: boolean, artworkUrl: string | null): void {
  const session = mediaSession()
  if (!session) return
  session.playbackState = track ? (playing ? 'playing' : 'paused') : 'none'
  session.metadata = track
    ? new MediaMetadata({
        title: track.title,
        artist: track.artist ?? '',
        album: track.album ?? '',
        artwork: artworkUrl ? [{ src: artworkUrl }] : [],
      })
    : null
}

export function offerActions(actions: RemoteActions): void {
  offer('play', actions.play)
  offer('pause', actions.pause)
  offer('nexttrack', actions.next)
}

function offer(action: MediaSessionAction, act: (() => void) | undefined): void {
  try {
    mediaSession()?.setActionHandler(action, act ?? null)
  } catch {
    // An action that this browser does not know is simply not offered.
  }
}

function mediaSession(): MediaSession | undefined {
  return 'mediaSession' in navigator ? navigator.mediaSession : undefined
}

import { useEffect } from 'react'
import { may } from '~/domain/membership/permissions'
import type { RemoteActions } from '~/player/lock-screen'
import type { Player } from '~/player/player'
import type { RoomState } from '~/sync/browser/room-feed'

/** Posts a command to one of the room's URLs, named below the room's own. */
type Send = (path: string, fields: Record<string, string>) => void

const REMOTE_PERMISSIONS = ['playback.playPause', 'playback.seek', 'playback.skip'] as const

/**
 * Lets the lock screen and the media keys do what the buttons of the page do, for those who have the buttons. A film
 * that stood still on one screen alone would be no use to anybody: there everyone may try, and the room says who may.
 */
export function useRemote(player: Player, { room, memberId }: RoomState, send: Send): void {
  const me = room.members[memberId]
  const isFilm = room.current?.track.kind === 'video'
  const isOffered = (each: (typeof REMOTE_PERMISSIONS)[number]) =>
    me !== undefined && (may(room.policy, me, each) || (isFilm && each !== 'playback.skip'))
  const allowed = REMOTE_PERMISSIONS.filter(isOffered).join()
  const itemId = room.current?.id ?? null
  useEffect(() => {
    player.setActions(itemId === null ? {} : remoteActions(itemId, allowed, send))
  }, [player, allowed, itemId, send])
}

function remoteActions(itemId: string, allowed: string, send: Send): RemoteActions {
  return {
    ...(allowed.includes('playPause') && {
      play: () => send('playback', { playing: 'true' }),
      pause: () => send('playback', { playing: 'false' }),
    }),
    ...(allowed.includes('skip') && { next: () => send('skip', { itemId }) }),
    ...(allowed.includes('seek') && {
      seekTo: (positionMs: number) => send('playback', { positionMs: String(Math.round(positionMs)) }),
    }),
  }
}

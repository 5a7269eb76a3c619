import { useEffect } from 'react'
import { may } from '~/domain/membership/permissions'
import type { RemoteActions } from '~/player/lock-screen'
import type { Player } from '~/player/player'
import type { RoomState } from '~/sync/browser/room-feed'

/** Posts a command to one of the room's URLs, named below the room's own. */
type Send = (path: string, fields: Record<string, string>) => void

/** Lets the lock screen and the media keys do what the buttons of the page do, for those who have the buttons. */
export function useRemote(player: Player, { room, memberId }: RoomState, send: Send): void {
  const me = room.members[memberId]
  const mayControl = me !== undefined && may(room.policy, me, 'playback.control')
  const itemId = room.current?.id ?? null
  useEffect(() => {
    player.setActions(mayControl && itemId !== null ? remoteActions(itemId, send) : {})
  }, [player, mayControl, itemId, send])
}

function remoteActions(itemId: string, send: Send): RemoteActions {
  return {
    play: () => send('playback', { playing: 'true' }),
    pause: () => send('playback', { playing: 'false' }),
    next: () => send('skip', { itemId }),
    seekTo: (positionMs) => send('playback', { positionMs: String(Math.round(positionMs)) }),
  }
}

import { useEffect } from 'react'
import type { Player } from '~/player/player'

/** With `?debug=sync` in the address: a look into this device's sound. Fetched by nobody else. */
export function useDebugSync(player: Player): void {
  useEffect(() => {
    if (new URLSearchParams(location.search).get('debug') !== 'sync') return
    const opening = import('./sync-panel').then(({ openSyncPanel }) => openSyncPanel(player))
    return () => void opening.then((close) => close())
  }, [player])
}

import { useSyncExternalStore } from 'react'
import { SILENT, type PlayerSnapshot } from '~/player/player'
import { useRoomPage } from '../room-page'

const nothing = () => () => {}
const silent = () => SILENT

/** How this device's sound stands. */
export function usePlayer(): PlayerSnapshot {
  const { live } = useRoomPage()
  return useSyncExternalStore(live?.player.subscribe ?? nothing, live?.player.getSnapshot ?? silent, silent)
}

import { hydrateRoot } from 'react-dom/client'
import type { RoomInitial } from './initial'
import { RoomScreen } from './room-screen'

const initial = document.getElementById('room-initial')
if (initial) {
  const props = JSON.parse(initial.textContent) as RoomInitial
  hydrateRoot(document.getElementById('room')!, <RoomScreen initial={props} />)
}

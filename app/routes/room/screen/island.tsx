import { hydrateRoot } from 'react-dom/client'
import type { RoomInitial } from './initial'
import { RoomScreen } from './room-screen'

const initial = JSON.parse(document.getElementById('room-initial')!.textContent) as RoomInitial
hydrateRoot(document.getElementById('room')!, <RoomScreen {...initial} />)

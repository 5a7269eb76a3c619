import { hydrateRoot } from 'react-dom/client'
import { RoomScreen } from './room-screen'

const initial = JSON.parse(document.getElementById('room-initial')!.textContent)
hydrateRoot(document.getElementById('room')!, <RoomScreen {...initial} />)

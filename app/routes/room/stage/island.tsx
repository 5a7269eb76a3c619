import { hydrateRoot } from 'react-dom/client'
import { markLive } from '~/ui/refresh-unless-live'
import { StageScreen } from './stage-screen'

markLive()
const initial = JSON.parse(document.getElementById('stage-initial')!.textContent)
hydrateRoot(document.getElementById('stage')!, <StageScreen {...initial} />)

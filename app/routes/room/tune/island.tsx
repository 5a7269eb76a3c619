import { hydrateRoot } from 'react-dom/client'
import { TuneScreen } from './tune-screen'

const root = document.getElementById('tune')!
hydrateRoot(root, <TuneScreen code={root.dataset.code!} />)

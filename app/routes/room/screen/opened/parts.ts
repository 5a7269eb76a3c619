/** What the page shows only once somebody opens it. Browsers fetch all of it in one piece (`Opened`). */
export { Finder } from '../add/finder'
export { FoundTracks } from '../add/found-tracks'
export { EndSheet } from '../header/end-sheet'
export { JamSheet } from '../header/jam-sheet'
export { ShareSheet } from '../header/share-sheet'
export { MeActions } from '../people/me-actions'
export { PersonActions } from '../people/person-actions'
export { drag } from '../queue/drag'

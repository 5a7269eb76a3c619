/** All that lies over a film. Browsers fetch it when there is a film: most rooms have none. */
export { FilmOver } from './film-over'

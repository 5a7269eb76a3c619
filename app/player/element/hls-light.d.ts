/** hls.js without what our playlists have none of: several sounds, subtitles and protection. */
declare module 'hls.js/light' {
  export { Events, default as Hls } from 'hls.js'
}

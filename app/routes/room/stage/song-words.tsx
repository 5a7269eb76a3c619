import type { Showing } from './showing'

/** Title, artist and whose wish it was. Names come in all scripts, so each keeps its own direction. */
export function SongWords({ show }: { show: Showing }) {
  const { track, addedBy } = show
  return (
    <div className="song-words" key={show.itemId}>
      <h1 className="title" data-length={lengthOf(track.title)} dir="auto">
        {track.title}
      </h1>
      {track.artist && (
        <p className="artist">
          <bdi>{track.artist}</bdi>
        </p>
      )}
      <p className="by">
        added by <bdi>{addedBy}</bdi>
      </p>
    </div>
  )
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{1faff}]/gu

/** Short titles are shown larger; letters of East Asia take twice the room. */
function lengthOf(title: string): 'short' | 'medium' | 'long' {
  const width = title.length + (title.match(WIDE)?.length ?? 0) * 0.9
  if (width <= 26) return 'short'
  return width <= 52 ? 'medium' : 'long'
}

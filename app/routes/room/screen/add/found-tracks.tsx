import { useEffect, useRef } from 'react'
import { useRoomPage } from '../room-page'
import type { Found } from '../initial'
import { FoundTrack } from './found-track'
import type { Search } from './use-search'

type FoundTracksProps = {
  query: string
  found: Found | null
  state: Search['state']
  /** Fetches the next page; null where a link leads there. */
  more: (() => void) | null
}

export function FoundTracks({ query, found, state, more }: FoundTracksProps) {
  const { room } = useRoomPage()
  return (
    <div className="found card">
      <p aria-live="polite" className="found-word">
        {wordsFor(query, found, state)}
      </p>
      <ul aria-label="Songs found">
        {found?.tracks.map((track) => (
          <FoundTrack key={track.id} track={track} />
        ))}
      </ul>
      {found?.hasMore &&
        (more ? (
          <More key={found.tracks.length} more={more} />
        ) : (
          <a
            className="button m-3"
            href={`/rooms/${room.code}?q=${encodeURIComponent(query)}&cursor=${found.nextCursor}`}
          >
            More songs
          </a>
        ))}
    </div>
  )
}

function wordsFor(query: string, found: Found | null, state: Search['state']): string {
  if (state === 'failed') return 'No connection. Trying again …'
  if (!found) return 'Searching …'
  const isScanning = found.scan.state === 'scanning'
  if (isScanning && found.tracks.length === 0) {
    return `Reading the music folders: ${found.scan.done} of ${found.scan.found} files. Songs appear as they are read.`
  }
  if (isScanning) return 'Still reading the music folders; there will be more.'
  if (found.tracks.length > 0) return ''
  return query.trim() === ''
    ? 'There are no songs in the library yet.'
    : `Nothing found for “${query.trim()}”. Try fewer letters, or the artist.`
}

/** Fetches on when it comes into view; the button is for those who do not scroll. */
function More({ more }: { more: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  const fetchMore = useRef(more)
  useEffect(() => {
    fetchMore.current = more
  })
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && fetchMore.current())
    watcher.observe(button.current!)
    return () => watcher.disconnect()
  }, [])
  return (
    <button ref={button} type="button" className="button m-3" onClick={more}>
      More songs
    </button>
  )
}

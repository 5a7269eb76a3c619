import { useEffect, useRef } from 'react'
import { presetOf } from '~/domain/room/kinds'
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
  const { many } = presetOf(room.kind).items
  return (
    <div className="found card">
      <p aria-live="polite" className="found-word">
        {wordsFor(query, found, state, many)}
      </p>
      <ul aria-label={`${capital(many)} found`}>
        {found?.tracks.map((track) => (
          <FoundTrack key={track.id} track={track} />
        ))}
      </ul>
      {found?.hasMore &&
        (more ? (
          <More key={found.tracks.length} more={more} many={many} />
        ) : (
          <a
            className="button m-3"
            href={`/rooms/${room.code}?q=${encodeURIComponent(query)}&cursor=${found.nextCursor}`}
          >
            More {many}
          </a>
        ))}
    </div>
  )
}

function wordsFor(query: string, found: Found | null, state: Search['state'], many: string): string {
  if (state === 'failed') return 'No connection. Trying again …'
  if (!found) return 'Searching …'
  const isScanning = found.scan.state === 'scanning'
  if (isScanning && found.tracks.length === 0) {
    return `Reading the music folders: ${found.scan.done} of ${found.scan.found} files. ${capital(many)} appear as they are read.`
  }
  if (isScanning) return 'Still reading the music folders; there will be more.'
  if (found.tracks.length > 0) return ''
  return query.trim() === ''
    ? `There are no ${many} in the library yet.`
    : `Nothing found for “${query.trim()}”. Try fewer letters, or the artist.`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Fetches on when it comes into view; the button is for those who do not scroll. */
function More({ more, many }: { more: () => void; many: string }) {
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
      More {many}
    </button>
  )
}

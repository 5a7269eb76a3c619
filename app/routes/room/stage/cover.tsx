import { useState } from 'react'
import { tintOf, useArtworkUrl } from '~/ui/artwork'
import type { Track } from '~/domain/queue/queue'

type CoverProps = {
  track: Pick<Track, 'title' | 'artworkId'>
  /** How wide it is shown, for the browser to pick a picture by: `46vh`. */
  sizes: string
  className?: string
  isHidden?: boolean
}

/** A song's picture, as large as its place on the wall. Without one, a record in a colour of its own. */
export function Cover({ track, sizes, className = '', isHidden = false }: CoverProps) {
  const [failed, setFailed] = useState<string | null>(null)
  const { artworkId } = track
  const url = useArtworkUrl(artworkId)
  if (artworkId === null || artworkId === failed) {
    return isHidden ? null : <Record title={track.title} className={className} />
  }
  return (
    <img
      alt=""
      hidden={isHidden}
      className={`cover ${className}`}
      src={url(640)}
      srcSet={[96, 256, 640, 1200].map((width) => `${url(width)} ${width}w`).join(', ')}
      sizes={sizes}
      onError={() => setFailed(artworkId)}
    />
  )
}

function Record({ title, className }: { title: string; className: string }) {
  const tint = tintOf(title)
  return (
    <svg aria-hidden="true" className={`cover ${className}`} viewBox="0 0 100 100">
      <rect width="100" height="100" fill="#241d18" />
      <rect width="100" height="100" fill={tint} opacity="0.16" />
      <g fill="none" stroke={tint}>
        <circle cx="50" cy="50" r="38" strokeWidth="0.5" opacity="0.35" />
        <circle cx="50" cy="50" r="33" strokeWidth="0.5" opacity="0.35" />
        <circle cx="50" cy="50" r="28" strokeWidth="0.5" opacity="0.35" />
        <circle cx="50" cy="50" r="23" strokeWidth="0.5" opacity="0.35" />
      </g>
      <circle cx="50" cy="50" r="16" fill={tint} />
      <path
        d="M46.4 55.6a3.4 3.4 0 1 1-2.2-3.2V43l11.4-2v11.4a3.4 3.4 0 1 1-2.2-3.2v-4.6l-7 1.2z"
        fill="#1a1410"
      />
    </svg>
  )
}

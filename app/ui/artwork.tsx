import { createContext, use } from 'react'

/** The room whose member a page is for: pictures are asked for in its name. Null for who looks on their own account. */
export const ArtworkRoom = createContext<string | null>(null)

/** Where a picture is, by its width. */
export function useArtworkUrl(artworkId: string | null): (widthPx: number) => string {
  const room = use(ArtworkRoom)
  return (widthPx) => artworkUrl(artworkId ?? '', widthPx, room)
}

export function artworkUrl(artworkId: string, widthPx: number, room: string | null): string {
  return `/artwork/${artworkId}/${widthPx}${room === null ? '' : `?room=${room}`}`
}

/** The sizes that pictures are made in; see `/artwork/:id/:width`. */
const WIDTHS_PX = [96, 256, 640, 1200] as const

type ArtworkProps = {
  artworkId: string | null
  /** The track's title: picks the stand-in where there is no picture. */
  title: string
  /** How wide it is shown, in CSS pixels. */
  widthPx: number
  className?: string
  /** Whether the stand-in is that of a film. */
  isFilm?: boolean
  /** Where the picture is, when it is not asked for by its name. */
  at?: (widthPx: number) => string
}

/** A cover, decorative beside its title. Without a picture, a quiet pattern of its own. */
export function Artwork({ artworkId, title, widthPx, className = '', isFilm = false, at }: ArtworkProps) {
  const style = { width: widthPx, height: widthPx }
  const inRoom = useArtworkUrl(artworkId)
  const url = at ?? inRoom
  if (artworkId === null) {
    return (
      <span aria-hidden="true" className={`art grid place-items-center ${className}`} style={style}>
        <svg width={widthPx / 2} height={widthPx / 2} viewBox="0 0 24 24" fill={tintOf(title)}>
          <path fillRule="evenodd" d={isFilm ? FILM : NOTE} />
        </svg>
      </span>
    )
  }
  return (
    <img
      alt=""
      className={`art ${className}`}
      style={style}
      width={widthPx}
      height={widthPx}
      loading="lazy"
      src={url(nextSize(widthPx))}
      srcSet={`${url(nextSize(widthPx))} 1x, ${url(nextSize(widthPx * 2))} 2x`}
    />
  )
}

const NOTE = 'M9 17.5a3 3 0 1 1-2-2.83V5l12-2v11.5a3 3 0 1 1-2-2.83V6.4L9 7.7z'
const FILM =
  'M3 5h18v14H3zM5 7v2h2V7zm0 4v2h2v-2zm0 4v2h2v-2zM17 7v2h2V7zm0 4v2h2v-2zm0 4v2h2v-2zM9 7v10h6V7z'

function nextSize(px: number): number {
  return WIDTHS_PX.find((width) => width >= px) ?? WIDTHS_PX.at(-1)!
}

const TINTS = ['#f4ad42', '#8ab8ff', '#ff8cc0', '#7ddca9', '#e3a279', '#c9b79f', '#b9a4ff']

/** The same colour for the same text, always. */
export function tintOf(text: string): string {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)!) % 65_521
  return TINTS[sum % TINTS.length]!
}

import { Artwork } from './artwork'

type Props = { title: string; line: string; artworkId: string | null; hasPosters: boolean }

/** Tiles side by side, as many as there is room for. */
export const TILES = 'grid grid-cols-[repeat(auto-fill,minmax(min(11rem,45%),1fr))] gap-3'
/** The card that a tile is, where it can be pressed. */
export const TILE = 'card grid w-full flex-1 content-start overflow-hidden text-start hover:border-faint'

/** Posters stand, stills lie: side by side they have one shape. */
export function havePosters(items: { kind: string; artworkId: string | null }[]): boolean {
  return items.some(({ kind, artworkId }) => kind !== 'episode' && artworkId !== null)
}

/** What is on a tile: a cover, and below it what it is called. */
export function TileFace({ title, line, artworkId, hasPosters }: Props) {
  return (
    <>
      <Artwork
        artworkId={artworkId}
        title={title}
        widthPx={200}
        isFilm
        className={`h-auto! w-full! rounded-none! ${hasPosters ? 'aspect-[2/3]' : 'aspect-[4/3]'}`}
      />
      <span dir="auto" className="grid grid-cols-1 content-start p-3 pt-2">
        <b className="line-clamp-2 leading-snug wrap-anywhere">{title}</b>
        <span className="truncate text-sm text-muted">{line}</span>
      </span>
    </>
  )
}

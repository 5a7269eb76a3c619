import type { Item } from '~/domain/library/library'
import { Artwork } from '~/ui/artwork'
import { havePosters, TILE, TileFace, TILES } from '~/ui/tile'
import { showDuration } from '~/ui/time'

/** A page of a library. */
export type ItemsShown = { items: Item[]; nextCursor: string | null }

const COVER_PX = 64
/** In two columns the last row is two entries, and nothing is below either of them. */
const LAST_ROW = 'md:[&:nth-last-child(2):nth-child(odd)]:border-b-0'

type Props = {
  page: ItemsShown
  href: string
  query: string
  /** Whether a film leads to a watch party with it. */
  mayWatch: boolean
}

/** What is in a library, a series or a season; what holds others leads into it. */
export function Items({ page, href, query, mayWatch }: Props) {
  const { items, nextCursor } = page
  if (items.length === 0) {
    return (
      <p className="text-muted">
        {query === '' ? 'There is nothing in it.' : `Nothing found for “${query}”.`}
      </p>
    )
  }
  const next = new URLSearchParams({ ...(query && { q: query }), cursor: nextCursor ?? '' })
  return (
    <div className="grid grid-cols-1 gap-5">
      {items.some(({ kind }) => kind === 'track') ? (
        <Rows items={items} />
      ) : (
        <Tiles items={items} mayWatch={mayWatch} />
      )}
      {nextCursor && (
        <a className="button justify-self-start" href={`${href}?${next}`}>
          More
        </a>
      )}
    </div>
  )
}

/** Films and series are known by their pictures. */
function Tiles({ items, mayWatch }: { items: Item[]; mayWatch: boolean }) {
  const hasPosters = havePosters(items)
  return (
    <ul className={TILES}>
      {items.map((item) => (
        <li key={item.id} className="flex flex-col">
          <ItemTile item={item} hasPosters={hasPosters} mayWatch={mayWatch} />
        </li>
      ))}
    </ul>
  )
}

function ItemTile({ item, hasPosters, mayWatch }: { item: Item; hasPosters: boolean; mayWatch: boolean }) {
  const { id, title, artworkId, durationMs, playable } = item
  const line = [item.line, durationMs && showDuration(durationMs)].filter(Boolean).join(' · ')
  const face = <TileFace {...{ title, line, artworkId, hasPosters }} />
  if (playable && !mayWatch) return <div className={TILE}>{face}</div>
  return (
    <a className={`${TILE} no-underline`} href={playable ? `/new/watch?item=${id}` : `/library/${id}`}>
      {face}
      {playable && <span className="px-3 pb-3 text-sm font-semibold text-accent">Watch together</span>}
    </a>
  )
}

function Rows({ items }: { items: Item[] }) {
  return (
    <ul className="card grid grid-cols-1 px-4 py-1 md:grid-cols-2 md:gap-x-8">
      {items.map((item) => (
        <ItemRow key={item.id} item={item} />
      ))}
    </ul>
  )
}

function ItemRow({ item }: { item: Item }) {
  const { id, kind, title, line, artworkId, durationMs, playable } = item
  return (
    <li className={`row relative ${LAST_ROW}`}>
      <Artwork artworkId={artworkId} title={title} widthPx={COVER_PX} isFilm={kind !== 'track'} />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="line-clamp-2 leading-snug font-semibold wrap-anywhere">
          {playable ? (
            title
          ) : (
            <a href={`/library/${id}`} className="no-underline after:absolute after:inset-0">
              {title}
            </a>
          )}
        </p>
        <p dir="auto" className="truncate text-sm text-muted">
          {line}
        </p>
      </div>
      {durationMs !== null && <span className="text-faint tabular-nums">{showDuration(durationMs)}</span>}
    </li>
  )
}

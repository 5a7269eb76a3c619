import type { Item } from '~/domain/library/library'
import { Artwork } from '~/ui/artwork'
import { showDuration } from '~/ui/time'

/** A page of a library. */
export type ItemsShown = { items: Item[]; nextCursor: string | null }

const COVER_PX = 64
/** In two columns the last row is two entries, and nothing is below either of them. */
const LAST_ROW = 'md:[&:nth-last-child(2):nth-child(odd)]:border-b-0'

/** What is in a library, a series or a season; what holds others leads into it. */
export function Items({ page, href, query }: { page: ItemsShown; href: string; query: string }) {
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
      <ul className="card grid grid-cols-1 px-4 py-1 md:grid-cols-2 md:gap-x-8">
        {items.map((item) => (
          <ItemRow key={item.id} item={item} />
        ))}
      </ul>
      {nextCursor && (
        <a className="button justify-self-start" href={`${href}?${next}`}>
          More
        </a>
      )}
    </div>
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

import { havePosters, TILE, TileFace, TILES } from '~/ui/tile'
import { blindWords, whoIsBlind } from './blind'
import { SELECTION, type PartyFormProps } from './drawn'
import type { Tile } from './party-page.server'

/** What there is to watch: libraries, what is in them, or what a search has found. */
export function Shelf({ shelf, wish, people, chosen }: PartyFormProps) {
  const ticked = people.filter(({ id }) => id in wish.roles)
  const hasPosters = havePosters(shelf.tiles)
  return (
    <>
      <div className="flex gap-3">
        <span className="field min-w-0 flex-1">
          <input
            type="search"
            name="q"
            aria-label="Search films and series"
            placeholder="Search films and series"
            defaultValue={wish.query}
            dir="auto"
            className="min-h-[46px]"
          />
        </span>
        <button className="button" formAction={SELECTION}>
          Search
        </button>
      </div>
      <input type="hidden" name="place" value={wish.placeId ?? ''} />
      <div className="flex min-h-[44px] flex-wrap items-center gap-x-3 gap-y-1">
        {shelf.up && (
          <button className="button" formAction={SELECTION} name="into" value={shelf.up.id ?? 'all'}>
            <span aria-hidden="true">← </span>
            <bdi>{shelf.up.title}</bdi>
          </button>
        )}
        <h2 id="party-place" tabIndex={-1} dir="auto" className="text-lg wrap-anywhere text-text outline-0">
          {shelf.title}
        </h2>
      </div>
      {shelf.tiles.length === 0 && (
        <p className="text-muted">
          {wish.query
            ? 'Nothing found. Is it spelled another way?'
            : 'There is nothing here that you may watch.'}
        </p>
      )}
      <ul className={TILES}>
        {shelf.tiles.map((tile) => (
          <TileButton
            key={tile.id}
            tile={tile}
            isChosen={tile.id === chosen?.id}
            hasPosters={hasPosters}
            why={blindWords(whoIsBlind(ticked, tile.libraryId))}
          />
        ))}
      </ul>
      {shelf.nextCursor && (
        <button
          className="button justify-self-start"
          formAction={SELECTION}
          name="after"
          value={shelf.nextCursor}
        >
          More
        </button>
      )}
    </>
  )
}

type TileProps = { tile: Tile; isChosen: boolean; hasPosters: boolean; why: string }

/** What somebody who is ticked may not see cannot be pressed, and says so. */
function TileButton({ tile, isChosen, hasPosters, why }: TileProps) {
  const { id, libraryId, title, line, artworkId, playable } = tile
  return (
    <li data-library={libraryId} className="flex flex-col">
      <button
        className={`${TILE} cursor-pointer disabled:cursor-default disabled:opacity-50 aria-current:border-accent`}
        formAction={SELECTION}
        name={playable ? 'choose' : 'into'}
        value={id}
        disabled={why !== ''}
        aria-current={isChosen || undefined}
      >
        <TileFace {...{ title, line, artworkId, hasPosters }} />
      </button>
      <p data-why className="pt-1 text-sm text-muted empty:hidden">
        {why}
      </p>
    </li>
  )
}

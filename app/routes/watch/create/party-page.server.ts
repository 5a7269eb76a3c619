import { listPeople } from '~/auth/accounts/people.server'
import type { Account } from '~/auth/accounts/account'
import type { Item } from '~/domain/library/library'
import { seenByEach } from '~/media/libraries/access.server'
import type { Shelves } from '~/media/shelves.server'
import type { Tutti } from '~/tutti.server'
import type { Person } from './blind'
import type { Wish } from './wish'

/** A tile to press: something to watch, or something to look into. */
export type Tile = Pick<Item, 'id' | 'libraryId' | 'title' | 'line' | 'artworkId' | 'playable'> & {
  kind: Item['kind'] | 'library'
}

/** Where one looks: what it is called, what is above it, and what is in it. */
export type Shelf = {
  title: string
  /** Null at the top. `id` is null for all libraries. */
  up: { id: string | null; title: string } | null
  tiles: Tile[]
  nextCursor: string | null
}

export type Chosen = Tile & { isEpisode: boolean; restCount: number }

export type PartyPage = { shelf: Shelf; chosen: Chosen | null; people: Person[] }

/** Tiles in rows of two to five. */
const TILES_A_PAGE = 60

const TOP = 'Libraries'

/** What the page shows to somebody who wishes this, as far as they may see it. */
export async function partyPage(tutti: Tutti, host: Account, wish: Wish): Promise<PartyPage> {
  const shelves = await (await tutti.library.seenBy(host.id)).withFilms()
  const [shelf, chosen, people] = await Promise.all([
    shelfOf(shelves, wish),
    chosenOf(shelves, wish.itemId),
    peopleBut(tutti, host, shelves.libraryIds),
  ])
  return { shelf, chosen, people }
}

async function shelfOf(shelves: Shelves, { placeId, query, cursor }: Wish): Promise<Shelf> {
  const libraries = await shelves.libraries()
  const all = { id: null, title: TOP }
  const options = { filmsOnly: true, limit: TILES_A_PAGE, cursor }
  if (query !== '') {
    const found = await shelves.browse(null, { ...options, search: query })
    return shelf(`Found for “${query}”`, all, found)
  }
  // Where there is one library, nobody has to choose it.
  const only = libraries.length === 1 ? libraries[0]!.id : null
  const page = await shelves.browse(placeId ?? only, options)
  const library = libraries.find(({ id }) => id === (placeId ?? only))
  if (library) return shelf(library.name, only ? null : all, page)
  const place = placeId && page ? await shelves.item(placeId) : null
  if (!place || !page) return { title: TOP, up: null, tiles: libraries.map(tileOfLibrary), nextCursor: null }
  const above = place.parentId
    ? await shelves.item(place.parentId)
    : libraries.find(({ id }) => id === place.libraryId)
  return shelf(
    place.title,
    above ? { id: above.id, title: 'name' in above ? above.name : above.title } : all,
    page,
  )
}

type Page = { items: Item[]; nextCursor: string | null } | null

function shelf(title: string, up: Shelf['up'], page: Page): Shelf {
  return { title, up, tiles: (page?.items ?? []).map(tileOf), nextCursor: page?.nextCursor ?? null }
}

function tileOf({ id, libraryId, kind, title, line, artworkId, playable }: Item): Tile {
  return { id, libraryId, kind, title, line, artworkId, playable }
}

function tileOfLibrary({ id, name }: { id: string; name: string }): Tile {
  return { id, libraryId: id, kind: 'library', title: name, line: '', artworkId: null, playable: false }
}

async function chosenOf(shelves: Shelves, itemId: string | null): Promise<Chosen | null> {
  const item = itemId ? await shelves.item(itemId) : null
  if (!item?.playable) return null
  const isEpisode = item.kind === 'episode'
  const restCount = isEpisode ? (await shelves.restOfSeason(item.id)).length : 0
  return { ...tileOf(item), isEpisode, restCount }
}

async function peopleBut(tutti: Tutti, host: Account, libraryIds: readonly string[]): Promise<Person[]> {
  const [listed, seen] = await Promise.all([listPeople(tutti.db), seenByEach(tutti.db, libraryIds)])
  const others = listed.filter(({ id }) => id !== host.id)
  return others.map(({ id, username }) => ({ id, username, sees: seen.get(id) ?? [] }))
}

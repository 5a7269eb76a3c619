import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { subtitles } from '~/db/schema/media'
import type { Item, LibrarySummary } from '~/domain/library/library'
import type { Track } from '~/domain/queue/queue'
import { locateArtwork } from './artwork/locate-artwork.server'
import { browse, type BrowseOptions, type BrowsePage } from './browse/browse.server'
import { findItem } from './browse/items.server'
import { restOfSeason } from './browse/rest-of-season.server'
import { listLibraries, withFilms } from './browse/libraries.server'
import { searchTracks, type SearchOptions, type SearchPage } from './search/search.server'
import { countTracks, findTracks, locateTrack } from './tracks.server'

const uuid = z.uuid()

/** Subtitles as those who may watch the film are offered them. */
export type SubtitleTrack = {
  id: string
  language: string | null
  isForced: boolean
  describesSound: boolean
}

/** What somebody may take: every answer is from the libraries that they may see, and from no other. */
export class Shelves {
  readonly #db: Db
  /** The ids of those libraries, in the order of their names. */
  readonly libraryIds: readonly string[]

  constructor(db: Db, libraryIds: readonly string[]) {
    this.#db = db
    this.libraryIds = libraryIds
  }

  /** What is on both. */
  and(other: Shelves): Shelves {
    return new Shelves(
      this.#db,
      this.libraryIds.filter((id) => other.libraryIds.includes(id)),
    )
  }

  /** Those of them in which there is something to watch. */
  async withFilms(): Promise<Shelves> {
    return new Shelves(this.#db, await withFilms(this.#db, this.libraryIds))
  }

  libraries(): Promise<LibrarySummary[]> {
    return listLibraries(this.#db, this.libraryIds)
  }

  search(query: string, options?: SearchOptions): Promise<SearchPage> {
    return searchTracks(this.#db, this.libraryIds, query, options)
  }

  /** What is in a library, a series or a season, a page at a time; without any of them, in all libraries. */
  browse(parentId: string | null, options?: BrowseOptions): Promise<BrowsePage | null> {
    return parentId === null || isId(parentId)
      ? browse(this.#db, this.libraryIds, parentId, options)
      : Promise.resolve(null)
  }

  /** The item, or null when there is none. Any text may be given. */
  item(id: string): Promise<Item | null> {
    return isId(id) ? findItem(this.#db, this.libraryIds, id) : Promise.resolve(null)
  }

  /** What comes after an episode in its season, in order. */
  restOfSeason(episodeId: string): Promise<Track[]> {
    return isId(episodeId) ? restOfSeason(this.#db, this.libraryIds, episodeId) : Promise.resolve([])
  }

  /** The track, or null when there is none that can be played. Any text may be given. */
  async find(trackId: string): Promise<Track | null> {
    const [track] = await this.findMany([trackId])
    return track ?? null
  }

  /** Those of the tracks that can be played, in the order asked for. */
  async findMany(trackIds: readonly string[]): Promise<Track[]> {
    const ids = trackIds.filter(isId)
    return ids.length === 0 ? [] : findTracks(this.#db, this.libraryIds, ids)
  }

  count(): Promise<number> {
    return countTracks(this.#db, this.libraryIds)
  }

  /** Whether a track is here to be played. */
  async has(trackId: string): Promise<boolean> {
    return isId(trackId) && (await locateTrack(this.#db, this.libraryIds, trackId)) !== null
  }

  /** Whether a picture belongs to anything here. */
  async shows(artworkId: string): Promise<boolean> {
    return (await locateArtwork(this.#db, this.libraryIds, artworkId)).length > 0
  }

  /** The subtitles of a film; none for what is not here. */
  async subtitlesOf(trackId: string): Promise<SubtitleTrack[]> {
    if (!(await this.has(trackId))) return []
    const { id, language, isForced, describesSound, brokenReason } = subtitles
    const rows = await this.#db
      .select({ id, language, isForced, describesSound, brokenReason })
      .from(subtitles)
      .where(eq(subtitles.trackId, trackId))
      .orderBy(language, isForced, describesSound, subtitles.path)
    return rows.flatMap(({ brokenReason, ...each }) => (brokenReason === null ? [each] : []))
  }
}

function isId(text: string): boolean {
  return uuid.safeParse(text).success
}

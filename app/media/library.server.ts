import type { IncomingMessage, ServerResponse } from 'node:http'
import { relative } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { MediaFolders } from './folders.server'
import { cleanText } from './scan/clean-text'
import { Scanner, type ScanProgress } from './scan/scanner.server'
import { searchTracks, type SearchOptions, type SearchPage } from './search/search.server'
import { answerNotFound, streamFile } from './serve/stream.server'
import type { BrokenFile, LibraryTrack } from './track'
import { countTracks, findTracks, listBroken, locateTrack } from './tracks.server'

export type LibraryOptions = {
  db: Db
  /** Where the media lie. Nothing outside of them is listed or served. */
  folders: string[]
  /** Where resized artwork is kept; it may be emptied at any time. */
  artworkDirectory: string
  log: Logger
}

const uuid = z.uuid()

/** Opens the media folders. Nothing is read from them before `start`. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const folders = new MediaFolders(options.folders)
  await folders.refresh()
  return new Library(options, folders)
}

/** The music and films on disk: listed, searched and served. */
export class Library {
  readonly #db: Db
  readonly #log: Logger
  readonly #folders: MediaFolders
  readonly #scanner: Scanner

  constructor({ db, log }: LibraryOptions, folders: MediaFolders) {
    this.#db = db
    this.#log = log
    this.#folders = folders
    this.#scanner = new Scanner(db, folders)
  }

  /** Begins to scan and returns at once; what is already in the database can be searched meanwhile. */
  start(): void {
    void this.scan().catch((error) =>
      this.#log.error({ err: error }, 'The media folders could not be scanned'),
    )
  }

  /** Brings the list up to date with the disk; resolves when it is. */
  scan(): Promise<void> {
    return this.#scanner.scan()
  }

  progress(): ScanProgress {
    return this.#scanner.progress()
  }

  search(query: string, options?: SearchOptions): Promise<SearchPage> {
    return searchTracks(this.#db, this.#folders.paths, query, options)
  }

  /** The track, or null when there is none that can be played. Any text may be given. */
  async find(trackId: string): Promise<LibraryTrack | null> {
    const [track] = await this.findMany([trackId])
    return track ?? null
  }

  /** Those of the tracks that can be played, in the order asked for. */
  async findMany(trackIds: readonly string[]): Promise<LibraryTrack[]> {
    const ids = trackIds.filter((id) => uuid.safeParse(id).success)
    return ids.length === 0 ? [] : findTracks(this.#db, this.#folders.paths, ids)
  }

  count(): Promise<number> {
    return countTracks(this.#db, this.#folders.paths)
  }

  /** The files that are skipped, and why. For those who look after the folders, not for guests. */
  async broken(): Promise<BrokenFile[]> {
    const rows = await listBroken(this.#db, this.#folders.paths)
    return rows.map(({ folder, path, reason }) => ({
      path: cleanText(relative(folder, path)) ?? '.',
      reason,
    }))
  }

  /** Answers with the bytes of a track. Whether this person may have them is decided before. */
  async serveTrack(request: IncomingMessage, response: ServerResponse, trackId: string): Promise<void> {
    const isId = uuid.safeParse(trackId).success
    const file = isId ? await locateTrack(this.#db, this.#folders.paths, trackId) : null
    return file ? streamFile(request, response, this.#folders, file) : answerNotFound(response)
  }

  async serveArtwork(
    _request: IncomingMessage,
    response: ServerResponse,
    _artworkId: string,
    _widthPx: number,
  ): Promise<void> {
    answerNotFound(response)
  }

  /** Stops scanning and watching. */
  async close(): Promise<void> {
    await this.#scanner.close()
  }
}

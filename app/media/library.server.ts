import type { IncomingMessage, ServerResponse } from 'node:http'
import { relative } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { ArtworkStore } from './artwork/artwork-store.server'
import { findPicture } from './artwork/find-picture.server'
import { MediaFolders } from './folders.server'
import { cleanText } from './probe/clean-text'
import { Scanner, type ScanProgress } from './scan/scanner.server'
import { MediaWatcher } from './scan/watcher.server'
import { searchTracks, type SearchOptions, type SearchPage } from './search/search.server'
import { answerNotFound, sendWithin, streamFile } from './serve/stream.server'
import type { Track } from '~/domain/queue/queue'
import type { BrokenFile } from './broken-file'
import { countTracks, findTracks, listBroken, locateArtwork, locateTrack } from './tracks.server'

export type LibraryOptions = {
  db: Db
  /** Where the media lie. Nothing outside of them is listed or served. */
  folders: string[]
  /** Where resized artwork is kept; it may be emptied at any time. */
  artworkDirectory: string
  log: Logger
}

const uuid = z.uuid()
const YEAR_S = 31_536_000
/** Long enough for a database to come back, short enough not to be noticed. */
const RETRY_AFTER_MS = 10_000

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
  readonly #watcher: MediaWatcher
  readonly #artwork: ArtworkStore
  #told = new Set<string>()
  #retry: NodeJS.Timeout | null = null
  #closed = false

  constructor({ db, log, artworkDirectory }: LibraryOptions, folders: MediaFolders) {
    this.#db = db
    this.#log = log
    this.#folders = folders
    this.#scanner = new Scanner(db, folders)
    this.#watcher = new MediaWatcher(
      (paths) => this.#scanSoon(paths),
      (error) =>
        log.warn({ err: error }, 'Not all media folders can be watched; they are scanned every minute'),
    )
    this.#artwork = new ArtworkStore(artworkDirectory, (artworkId) => this.#findPicture(artworkId))
  }

  /** Begins to scan and to watch, and returns at once; what is in the database already can be searched meanwhile. */
  start(): void {
    this.#scanSoon()
    this.#watcher.start(this.#folders.watchedPaths)
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
  async find(trackId: string): Promise<Track | null> {
    const [track] = await this.findMany([trackId])
    return track ?? null
  }

  /** Those of the tracks that can be played, in the order asked for. */
  async findMany(trackIds: readonly string[]): Promise<Track[]> {
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

  /** Answers with artwork in one of the widths of `ARTWORK_WIDTHS_PX`. */
  async serveArtwork(
    request: IncomingMessage,
    response: ServerResponse,
    artworkId: string,
    widthPx: number,
  ): Promise<void> {
    const file = await this.#artwork.fileFor(artworkId, widthPx)
    if (!file) return answerNotFound(response)
    // The name is made from the picture: another picture would have another name.
    response.setHeader('Cache-Control', `private, max-age=${YEAR_S}, immutable`)
    response.setHeader('Content-Type', 'image/webp')
    await sendWithin(request, response, this.#artwork.directory, file)
  }

  /** Stops scanning and watching. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#retry) clearTimeout(this.#retry)
    await this.#watcher.close()
    await this.#scanner.close()
  }

  /** A scan that fails, for want of the database say, is tried again as a whole. */
  #scanSoon(paths?: string[]): void {
    const scanned = this.#scanner.scan(paths).then(() => this.#tellBroken())
    scanned.catch((error) => {
      if (this.#closed) return
      this.#log.error({ err: error }, 'The media folders could not be scanned')
      this.#retry ??= setTimeout(() => {
        this.#retry = null
        this.#scanSoon()
      }, RETRY_AFTER_MS)
    })
  }

  /** Lists the skipped files in the operator's log, each once. */
  async #tellBroken(): Promise<void> {
    for (const { path, reason } of await this.broken()) {
      if (this.#told.has(path)) continue
      this.#told.add(path)
      this.#log.warn({ path, reason }, 'A media file is skipped')
    }
  }

  async #findPicture(artworkId: string): Promise<Uint8Array | null> {
    for (const path of await locateArtwork(this.#db, this.#folders.paths, artworkId)) {
      const picture = await findPicture(path, artworkId, this.#folders)
      if (picture) return picture
    }
    return null
  }
}

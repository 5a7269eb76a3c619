import { readFile, realpath } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, relative } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db } from '~/db/client.server'
import { ArtworkStore } from './artwork/artwork-store.server'
import { findPicture } from './artwork/find-picture.server'
import { locateArtwork } from './artwork/locate-artwork.server'
import { MediaFolders } from './folders.server'
import { answerPlaylist, answerSegment } from './hls/answer.server'
import { Converter } from './hls/converter.server'
import { typesOf } from './hls/types.server'
import { hasAccount, seenByAll } from './libraries/access.server'
import { Libraries } from './libraries/libraries.server'
import { cleanText } from './probe/clean-text'
import { Scanner, type ScanProgress } from './scan/scanner.server'
import { MediaWatcher } from './scan/watcher.server'
import { answerNotFound, sendWithin, streamFile } from './serve/stream.server'
import { Shelves } from './shelves.server'
import { serveSubtitles } from './subtitles/serve-subtitles.server'
import type { BrokenFile } from './broken-file'
import { listBroken, locateTrack } from './tracks.server'

export type LibraryOptions = {
  db: Db
  /** Where the media lie. Nothing outside of them is listed or served. */
  folders: string[]
  /** Those of them that are for everybody unless the admin says otherwise. */
  publicFolders?: string[]
  /** Where resized artwork is kept; it may be emptied at any time. */
  artworkDirectory: string
  /** Where converted films are kept while they are watched. Emptied at every start. */
  convertedDirectory: string
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
  const libraries = new Libraries(options.db, folders, options.publicFolders ?? [])
  await libraries.refresh()
  const converter = await Converter.open(options.convertedDirectory, options.log)
  return new Library(options, { folders, libraries, converter })
}

type Parts = { folders: MediaFolders; libraries: Libraries; converter: Converter }

/** The music and films on disk: scanned, served, and shown to each as far as they may see them. */
export class Library {
  readonly #db: Db
  readonly #log: Logger
  readonly #folders: MediaFolders
  readonly #libraries: Libraries
  readonly #scanner: Scanner
  readonly #watcher: MediaWatcher
  readonly #artwork: ArtworkStore
  readonly #converter: Converter
  #told = new Set<string>()
  #retry: NodeJS.Timeout | null = null
  #closed = false

  constructor({ db, log, artworkDirectory }: LibraryOptions, { folders, libraries, converter }: Parts) {
    this.#db = db
    this.#log = log
    this.#folders = folders
    this.#libraries = libraries
    this.#converter = converter
    this.#scanner = new Scanner(db, folders, libraries)
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

  /** Scans anew in the background: what a library is taken for has changed. */
  rescan(): void {
    this.#scanSoon()
  }

  /** What every one of these people may take; of nobody, what everybody may. A guest is a person without an account. */
  async seenBy(...personIds: string[]): Promise<Shelves> {
    return new Shelves(this.#db, await seenByAll(this.#db, this.#libraries.ids, personIds))
  }

  /** The libraries whose folders are there. */
  presentLibraryIds(): readonly string[] {
    return this.#libraries.ids
  }

  /** Whether there is such a track at all, whoever may see it. Any text may be given. */
  async holds(trackId: string): Promise<boolean> {
    const isId = uuid.safeParse(trackId).success
    return isId && (await locateTrack(this.#db, this.#libraries.ids, trackId)) !== null
  }

  /** Whether a person has an account. */
  knows(personId: string): Promise<boolean> {
    return hasAccount(this.#db, personId)
  }

  /** The files that are skipped, and why. For those who look after the folders, not for guests. */
  async broken(): Promise<BrokenFile[]> {
    const rows = await listBroken(this.#db, this.#libraries.ids)
    return rows.map(({ libraryId, folder, path, reason }) => ({
      libraryId,
      path: cleanText(relative(folder, path)) ?? '.',
      reason,
    }))
  }

  /** Answers with the bytes of a track. Whether this person may have them is decided before. */
  async serveTrack(request: IncomingMessage, response: ServerResponse, trackId: string): Promise<void> {
    const isId = uuid.safeParse(trackId).success
    const file = isId ? await locateTrack(this.#db, this.#libraries.ids, trackId) : null
    return file ? streamFile(request, response, this.#folders, file) : answerNotFound(response)
  }

  /** Whether films that browsers cannot play can be converted here. */
  get converts(): boolean {
    return this.#converter.isAvailable
  }

  /** Answers with the playlist of a film that is converted while it is watched; `query` goes with each segment. */
  async servePlaylist(response: ServerResponse, trackId: string, query: string): Promise<void> {
    const film = await this.#film(trackId)
    if (!film) return answerNotFound(response)
    const hasRoom = this.#converter.hasRoomFor(film.id)
    return answerPlaylist(response, { durationMs: film.durationMs, hasRoom }, query)
  }

  /** Answers with one segment of it, once that is made. */
  async serveSegment(
    request: IncomingMessage,
    response: ServerResponse,
    { trackId, index }: { trackId: string; index: number },
  ): Promise<void> {
    const film = await this.#film(trackId)
    const segment = film ? await this.#converter.segment(film, index) : 'none'
    return answerSegment(request, response, segment)
  }

  /** As browsers are asked whether they can decode it; none where that is not known, or there is no such film. */
  async typesOf(trackId: string): Promise<string[]> {
    const film = await this.#film(trackId)
    return film ? typesOf(film.path).catch(() => []) : []
  }

  /** Answers with subtitles of a track, as WebVTT. Whether this person may have them is decided before. */
  async serveSubtitles(
    request: IncomingMessage,
    response: ServerResponse,
    ids: { trackId: string; subtitleId: string },
  ): Promise<void> {
    return serveSubtitles(request, response, { db: this.#db, folders: this.#folders, log: this.#log }, ids)
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

  /** The same picture's bytes; null when there is none. */
  async readArtwork(artworkId: string, widthPx: number): Promise<Buffer | null> {
    const file = await this.#artwork.fileFor(artworkId, widthPx)
    return file === null ? null : readFile(join(this.#artwork.directory, file))
  }

  /** Stops scanning and watching. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#retry) clearTimeout(this.#retry)
    await this.#watcher.close()
    await this.#converter.close()
    await this.#scanner.close()
  }

  async #film(trackId: string) {
    const isId = uuid.safeParse(trackId).success
    const file = isId ? await locateTrack(this.#db, this.#libraries.ids, trackId) : null
    const path = file?.kind === 'video' ? await realpath(file.path).catch(() => null) : null
    if (!file || !path || !this.#folders.holding(path) || this.#folders.hides(path)) return null
    return { id: file.id, path, durationMs: file.durationMs }
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
    for (const file of await locateArtwork(this.#db, this.#libraries.ids, artworkId)) {
      const picture = await findPicture(file, artworkId, this.#folders)
      if (picture) return picture
    }
    return null
  }
}

import type { Db } from '~/db/client.server'
import { isBelow, type MediaFolders } from '../folders.server'
import type { Libraries } from '../libraries/libraries.server'
import { eachConcurrently } from './concurrency'
import { lookBeside, type PlacedFile } from './look-beside.server'
import { findKnownFiles, refreshStatistics, removeTracks, type KnownFile } from './save.server'
import { TrackReader, unreadableTrack } from './track-reader.server'
import { TrackWriter } from './track-writer.server'
import { walk, type Found } from './walk.server'

/** `opened` counts the files whose tags were read: those that had not changed are done without. */
export type ScanProgress = {
  state: 'scanning' | 'idle'
  found: number
  done: number
  broken: number
  opened: number
}

type Unreadable = Extract<Found, { problem: string }>
type ScanRun = { known: Map<string, KnownFile>; gone: Set<string>; reader: TrackReader; writer: TrackWriter }

/** Parsing waits for the disk and then keeps the only thread busy; more at once would only slow the pages. */
const FILES_AT_ONCE = 4
/** So many that the planner's picture of the library may be wrong. */
const MANY_CHANGES = 500

/**
 * Makes the tracks in the database mirror the disk. One scan runs at a time; whatever is asked for meanwhile is done
 * together after it.
 */
export class Scanner {
  readonly #db: Db
  readonly #folders: MediaFolders
  readonly #libraries: Libraries
  readonly #waiting = new Set<string>()
  #running: Promise<void> | null = null
  #closed = false
  #progress: ScanProgress = { state: 'idle', found: 0, done: 0, broken: 0, opened: 0 }

  constructor(db: Db, folders: MediaFolders, libraries: Libraries) {
    this.#db = db
    this.#folders = folders
    this.#libraries = libraries
  }

  progress(): ScanProgress {
    return { ...this.#progress }
  }

  /** Scans all that lies at or below the given paths; without any, everything. Resolves when that is done. */
  async scan(paths?: readonly string[]): Promise<void> {
    await this.#folders.refresh()
    await this.#libraries.refresh()
    if (!paths) await this.#libraries.guessKinds()
    for (const path of paths ?? this.#folders.paths) this.#waiting.add(path)
    while (this.#waiting.size > 0 && !this.#closed) {
      this.#running ??= this.#scanWaiting().finally(() => (this.#running = null))
      await this.#running
    }
    await this.#running
  }

  /** Stops as soon as the files being read are read. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running?.catch(() => {})
  }

  async #scanWaiting(): Promise<void> {
    // Whatever lies in a folder that is away is not gone.
    const paths = withoutNested([...this.#waiting]).filter((path) => this.#folders.holding(path))
    this.#waiting.clear()
    this.#progress = { state: 'scanning', found: 0, done: 0, broken: 0, opened: 0 }
    try {
      await this.#mirror(paths)
    } finally {
      this.#progress.state = 'idle'
    }
  }

  async #mirror(paths: string[]): Promise<void> {
    if (paths.length === 0) return
    const known = await findKnownFiles(this.#db, paths)
    const gone = new Set(known.keys())
    const run: ScanRun = { known, gone, reader: new TrackReader(), writer: new TrackWriter(this.#db) }

    await eachConcurrently(this.#findAll(paths), FILES_AT_ONCE, (found) => this.#list(found, run))
    await run.writer.finish()
    if (this.#closed) return
    await removeTracks(this.#db, [...gone])
    if (this.#progress.opened + gone.size > MANY_CHANGES) await refreshStatistics(this.#db)
  }

  async *#findAll(paths: string[]): AsyncGenerator<Found> {
    for (const path of paths) {
      for await (const found of walk(path, this.#folders)) {
        if (this.#closed) return
        this.#progress.found++
        yield found
      }
    }
  }

  async #list(found: Found, { known, gone, reader, writer }: ScanRun): Promise<void> {
    gone.delete(found.path)
    const folder = this.#folders.holding(found.path)
    const library = this.#libraries.holding(found.path)
    // A library that appeared this moment has a scan of its own coming.
    if (!folder || !library) return
    const file = found.problem === null ? await lookBeside(found, library) : null
    const before = known.get(found.path)
    if (file && before && isUnchanged(file, before)) return this.#count(before.isBroken)

    if (file) this.#progress.opened++
    const track = file
      ? await reader.read(folder, file)
      : unreadableTrack(folder, library.id, found as Unreadable)
    await writer.add(track)
    this.#count(track.brokenReason != null)
  }

  #count(isBroken: boolean): void {
    this.#progress.done++
    if (isBroken) this.#progress.broken++
  }
}

/** A file and the folder that holds it may both have changed; one look is enough. */
function withoutNested(paths: string[]): string[] {
  return paths.filter((path) => !paths.some((other) => isBelow(other, path)))
}

function isUnchanged(file: PlacedFile, known: KnownFile): boolean {
  return (
    file.sizeBytes === known.sizeBytes &&
    file.modifiedAtMs === known.modifiedAtMs &&
    file.coverVersion === known.coverVersion &&
    file.subtitlesVersion === known.subtitlesVersion &&
    file.library.id === known.libraryId &&
    file.library.kind === known.readAs
  )
}

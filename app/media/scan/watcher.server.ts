import { basename, dirname } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import { formatOf } from '../formats'
import { isCoverName } from '../beside/pictures.server'
import { isSubtitleName } from '../beside/subtitle-name'

/** A file is being copied as long as it grows; one that has not for so long is whole, or its copying has stalled. */
const WRITTEN_AFTER_MS = 1000
const GROWTH_CHECK_MS = 200
/** An album that is copied or deleted is one change, not twenty. */
const GATHERED_FOR_MS = 300
/** Where the system cannot tell us of changes we look ourselves: often enough to be of use, seldom enough for a disk to sleep. */
const RESCAN_EVERY_MS = 60_000
/** Beyond this many changes at once, looking at everything is cheaper. */
const MOST_PATHS = 100

/** Told which paths have changed; without any, something has and anything may. */
export type OnChange = (paths?: string[]) => void

/** Watches the media folders; falls back to asking for a scan every now and then when the system refuses. */
export class MediaWatcher {
  readonly #onChange: OnChange
  readonly #onTrouble: (error: unknown) => void
  readonly #changed = new Set<string>()
  #watcher: FSWatcher | null = null
  #gathering: NodeJS.Timeout | null = null
  #rescanning: NodeJS.Timeout | null = null

  constructor(onChange: OnChange, onTrouble: (error: unknown) => void) {
    this.#onChange = onChange
    this.#onTrouble = onTrouble
  }

  /** Begins to watch. Calls back once when all is watched: what changed before that may have gone unseen. */
  start(folders: readonly string[]): void {
    this.#watcher = watch([...folders], {
      ignoreInitial: true,
      // Where links lead to inside the folders is watched already; elsewhere is none of our business.
      followSymlinks: false,
      ignorePermissionErrors: true,
      ignored: (path, status) => !folders.includes(path) && isIgnored(path, status?.isFile() ?? false),
      awaitWriteFinish: { stabilityThreshold: WRITTEN_AFTER_MS, pollInterval: GROWTH_CHECK_MS },
    })
      .on('all', (_event, path) => this.#gather(liesBeside(path) ? dirname(path) : path))
      .on('ready', () => this.#onChange())
      .on('error', (error) => this.#fallBack(error))
  }

  async close(): Promise<void> {
    if (this.#gathering) clearTimeout(this.#gathering)
    if (this.#rescanning) clearInterval(this.#rescanning)
    await this.#watcher?.close()
  }

  #gather(path: string): void {
    this.#changed.add(path)
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null
      const paths = [...this.#changed]
      this.#changed.clear()
      this.#onChange(paths.length > MOST_PATHS ? undefined : paths)
    }, GATHERED_FOR_MS)
  }

  /** Too many folders for the system, most likely. What it does watch stays watched. */
  #fallBack(error: unknown): void {
    if (this.#rescanning) return
    this.#onTrouble(error)
    this.#rescanning = setInterval(() => this.#onChange(), RESCAN_EVERY_MS)
    this.#rescanning.unref()
  }
}

function isIgnored(path: string, isFile: boolean): boolean {
  if (basename(path).startsWith('.')) return true
  return isFile && !formatOf(path) && !liesBeside(path)
}

/** Whether it belongs to other files, which look different when it changes. */
function liesBeside(path: string): boolean {
  return isCoverName(basename(path)) || isSubtitleName(path)
}

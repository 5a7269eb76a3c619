import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'

/** The folders that the operator named: nothing outside them is ever listed or served. */
export class MediaFolders {
  readonly #named: string[]
  #present: string[] = []
  #away: string[] = []

  constructor(named: string[]) {
    this.#named = named.map((folder) => resolve(folder))
  }

  /**
   * The real paths of those that are there, without those inside another. One that is away, an unplugged disk or one
   * that only the node beside this has, keeps its tracks, but they are not shown until it is back.
   */
  get paths(): readonly string[] {
    return this.#present
  }

  /** Those and the places where the others would appear. */
  get watchedPaths(): readonly string[] {
    return [...this.#present, ...this.#away]
  }

  /** Looks again where the folders are: a disk may have been plugged in since. */
  async refresh(): Promise<void> {
    const found = await Promise.all(
      this.#named.map(async (folder) => ({ folder, real: await realpath(folder).catch(() => null) })),
    )
    const real = [...new Set(found.flatMap((each) => each.real ?? []))]
    this.#present = real.filter((folder) => !real.some((other) => isBelow(other, folder)))
    this.#away = found.filter((each) => each.real === null).map((each) => each.folder)
  }

  /** The folder that a real path lies in, or null: the one guard between a request and the rest of the disk. */
  holding(realPath: string): string | null {
    return this.#present.find((folder) => folder === realPath || isBelow(folder, realPath)) ?? null
  }

  /** Whether any step between the folder and the file has a name that begins with a dot. */
  hides(realPath: string): boolean {
    const folder = this.holding(realPath)
    return (
      folder !== null &&
      relative(folder, realPath)
        .split(sep)
        .some((step) => step.startsWith('.'))
    )
  }
}

/** Whether a path lies inside a folder, which is not inside itself. */
export function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

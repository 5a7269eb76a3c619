import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'

/** The folders that the operator named: nothing outside them is ever listed or served. */
export class MediaFolders {
  readonly #named: string[]
  #real: string[] = []

  constructor(named: string[]) {
    this.#named = named.map((folder) => resolve(folder))
  }

  /** Their real paths, without those inside another. A folder that is away keeps its name, and may come back. */
  get paths(): readonly string[] {
    return this.#real
  }

  /** Looks again where the folders really are: a disk may have been plugged in since. */
  async refresh(): Promise<void> {
    const real = await Promise.all(this.#named.map((folder) => realpath(folder).catch(() => folder)))
    this.#real = [...new Set(real)].filter((folder) => !real.some((other) => isBelow(other, folder)))
  }

  /** The folder that a real path lies in, or null: the one guard between a request and the rest of the disk. */
  holding(realPath: string): string | null {
    return this.#real.find((folder) => folder === realPath || isBelow(folder, realPath)) ?? null
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

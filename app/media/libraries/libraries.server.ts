import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '~/db/client.server'
import { libraries } from '~/db/schema/libraries'
import type { LibraryKind } from '~/domain/library/library'
import { isBelow, type MediaFolders } from '../folders.server'
import { cleanText } from '../probe/clean-text'
import { idOf } from '../path-id.server'
import { findLibraries, guessKind, type LibraryFolder } from './find-libraries.server'

export type PresentLibrary = { id: string; folder: string; kind: LibraryKind }

/** The libraries in this node's media folders, as far as those are there. */
export class Libraries {
  readonly #db: Db
  readonly #folders: MediaFolders
  readonly #publicFolders: readonly string[]
  #present: PresentLibrary[] = []

  /** Libraries in `publicFolders` are public unless the admin says otherwise. */
  constructor(db: Db, folders: MediaFolders, publicFolders: readonly string[]) {
    this.#db = db
    this.#folders = folders
    this.#publicFolders = publicFolders
  }

  get ids(): readonly string[] {
    return this.#present.map((library) => library.id)
  }

  /** The library that a file or folder belongs to: the innermost. */
  holding(path: string): PresentLibrary | null {
    return this.#present.find(({ folder }) => folder === path || isBelow(folder, path)) ?? null
  }

  /** Looks where the libraries are, writes down new ones, and reads what the admin has made of the others. */
  async refresh(): Promise<void> {
    const found = (await Promise.all(this.#folders.paths.map(findLibraries))).flat()
    await this.#writeNew(found)
    const rows = await this.#db
      .select({ id: libraries.id, folder: libraries.folder, kind: libraries.kind })
      .from(libraries)
      .where(
        inArray(
          libraries.id,
          found.map(({ folder }) => idOf(folder)),
        ),
      )
    this.#present = rows.sort((a, b) => b.folder.length - a.folder.length)
  }

  /** Guesses anew what lies in the libraries of which neither their names nor the admin said it. */
  async guessKinds(): Promise<void> {
    const guessed = await this.#db
      .select({ id: libraries.id, folder: libraries.folder, kind: libraries.kind })
      .from(libraries)
      .where(and(inArray(libraries.id, [...this.ids]), eq(libraries.kindIsGuess, true)))
    for (const { id, folder, kind } of guessed) {
      const guess = await guessKind(folder, this.#inside(folder))
      if (guess === kind) continue
      await this.#db
        .update(libraries)
        .set({ kind: guess })
        .where(and(eq(libraries.id, id), eq(libraries.kindIsGuess, true)))
    }
    await this.refresh()
  }

  async #writeNew(found: LibraryFolder[]): Promise<void> {
    if (found.length === 0) return
    const open = await Promise.all(this.#publicFolders.map((folder) => realpath(folder).catch(() => folder)))
    const rows = found.map(({ folder, kind }) => ({
      id: idOf(folder),
      folder,
      name: nameOf(folder),
      kind: kind ?? ('music' as const),
      kindIsGuess: kind === null,
      isPublic: open.some((root) => root === folder || isBelow(root, folder)),
    }))
    // Nodes that start together write them in the same order.
    rows.sort((a, b) => (a.folder < b.folder ? -1 : 1))
    await this.#db.insert(libraries).values(rows).onConflictDoNothing()
  }

  #inside(folder: string): string[] {
    return this.#present.map((library) => library.folder).filter((other) => isBelow(folder, other))
  }
}

function nameOf(folder: string): string {
  const name = cleanText(basename(folder)) ?? 'Media'
  return name.charAt(0).toUpperCase() + name.slice(1)
}

import type { Dirent } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { formatOf } from '../formats'
import type { MediaFolders } from '../folders.server'
import type { Surroundings } from '../beside/pictures.server'
import { explain } from '../probe/problem'

/** A media file as the disk knows it, not opened yet; or something that cannot be one, and why. */
export type Found =
  | { path: string; sizeBytes: number; modifiedAtMs: number; around: Surroundings; problem: null }
  | { path: string; problem: string }

/** Everything to list at or below `start`, a file or a folder inside the media folders. Gone is simply nothing. */
export async function* walk(start: string, folders: MediaFolders): AsyncGenerator<Found> {
  if (!folders.holding(start) || folders.hides(start)) return
  const status = await lstat(start).catch(() => null)
  if (!status) return
  const above = await entriesOf(dirname(start))
  if (status.isDirectory()) return yield* walkDirectory(start, above, folders)

  const entry = above.find((sibling) => sibling.name === basename(start))
  if (entry) yield* visit(entry, { beside: above, above: await entriesOf(dirname(dirname(start))) }, folders)
}

async function* walkDirectory(
  directory: string,
  above: Dirent[],
  folders: MediaFolders,
): AsyncGenerator<Found> {
  let beside: Dirent[]
  try {
    beside = await readdir(directory, { withFileTypes: true })
  } catch (error) {
    yield { path: directory, problem: explain(error) }
    return
  }
  for (const entry of beside.toSorted(byName)) yield* visit(entry, { beside, above }, folders)
}

async function* visit(entry: Dirent, around: Surroundings, folders: MediaFolders): AsyncGenerator<Found> {
  if (entry.name.startsWith('.')) return
  const path = join(entry.parentPath, entry.name)
  if (entry.isDirectory()) return yield* walkDirectory(path, around.beside, folders)
  if (entry.isSymbolicLink()) return yield* visitLink(path, folders)
  // Pipes and devices named like music would block whoever opens them.
  if (entry.isFile() && formatOf(path)) yield await describe(path, around)
}

/** A link into the media folders leads to what the walk finds there anyway; one that leads out is refused. */
async function* visitLink(path: string, folders: MediaFolders): AsyncGenerator<Found> {
  const target = await realpath(path).catch(() => null)
  if (target !== null && folders.holding(target)) return
  const leadsToFolder = target !== null && (await stat(target).catch(() => null))?.isDirectory()
  if (!formatOf(path) && !leadsToFolder) return
  yield { path, problem: target ? 'This link leads outside the media folders' : 'This link leads nowhere' }
}

async function describe(path: string, around: Surroundings): Promise<Found> {
  try {
    const { size, mtimeMs } = await stat(path)
    return { path, sizeBytes: size, modifiedAtMs: Math.round(mtimeMs), around, problem: null }
  } catch (error) {
    return { path, problem: explain(error) }
  }
}

function entriesOf(directory: string): Promise<Dirent[]> {
  return readdir(directory, { withFileTypes: true }).catch(() => [])
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}

import type { Dirent } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The picture that lies beside the music. Its version changes when its file does. */
export type Cover = { path: string; version: string }

const COVER_NAME = /^(cover|folder|front)\.(jpe?g|png|webp|gif|avif)$/i
const PREFERENCE = ['cover', 'folder', 'front']

/** Whether a file of this name is a cover: when it changes, the music beside it looks different. */
export function isCoverName(name: string): boolean {
  return COVER_NAME.test(name)
}

/** The best cover among the entries of one directory; a link is not followed. */
export async function findCover(entries: Dirent[]): Promise<Cover | null> {
  const [best] = entries.filter((entry) => entry.isFile() && isCoverName(entry.name)).sort(byPreference)
  if (!best) return null
  const path = join(best.parentPath, best.name)
  const status = await stat(path).catch(() => null)
  return status && { path, version: `${best.name}:${status.size}:${Math.round(status.mtimeMs)}` }
}

function byPreference(a: Dirent, b: Dirent): number {
  return rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1)
}

function rank(name: string): number {
  return PREFERENCE.indexOf(name.split('.')[0]!.toLowerCase())
}

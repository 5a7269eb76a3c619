import type { Dirent } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isSubtitleName, readSubtitleName, type SubtitleName } from './subtitle-name'

/** A file of subtitles beside its film. Its version changes when it does. */
export type SubtitleFile = SubtitleName & { path: string; version: string }

/** Nobody chooses among more; a folder may hold thousands. */
const MOST_SUBTITLES = 60

/** The subtitles of a film among what lies beside it. */
export async function findSubtitles(path: string, beside: Dirent[]): Promise<SubtitleFile[]> {
  const named = subtitlesAmong(beside).flatMap((entry) => {
    const name = readSubtitleName(entry.name, basename(path))
    return name ? [{ ...name, path: join(entry.parentPath, entry.name) }] : []
  })
  const found = await Promise.all(named.slice(0, MOST_SUBTITLES).map(withVersion))
  return found.flatMap((file) => file ?? [])
}

export function subtitlesVersionOf(files: SubtitleFile[]): string | null {
  return files.length > 0 ? files.map((file) => file.version).join('|') : null
}

const known = new WeakMap<Dirent[], Dirent[]>()

function subtitlesAmong(entries: Dirent[]): Dirent[] {
  const found =
    known.get(entries) ??
    entries
      .filter((entry) => entry.isFile() && isSubtitleName(entry.name) && !entry.name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  known.set(entries, found)
  return found
}

async function withVersion(file: SubtitleName & { path: string }): Promise<SubtitleFile | null> {
  const status = await stat(file.path).catch(() => null)
  return status && { ...file, version: `${basename(file.path)}:${status.size}:${Math.round(status.mtimeMs)}` }
}

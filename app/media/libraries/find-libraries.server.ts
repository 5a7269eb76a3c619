import type { Dirent } from 'node:fs'
import { opendir, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { LibraryKind } from '~/domain/library/library'
import { formatOf } from '../formats'
import { looksLikeEpisode } from '../recognise/episode-number'
import { kindOfFolder } from './known-folders'

/** A folder that is a library by itself. `kind` is null where its name does not say. */
export type LibraryFolder = { folder: string; kind: LibraryKind | null }

/** So many names tell what a folder holds; the scan reads all of them soon enough. */
const NAMES_LOOKED_AT = 400
/** In a folder of films, now and then one is called like an episode. */
const SHARE_OF_EPISODES = 0.5

/**
 * The libraries in one media folder: each folder in it whose name says what it holds, and the folder itself, if there
 * is anything else in it.
 */
export async function findLibraries(root: string): Promise<LibraryFolder[]> {
  const kind = kindOfFolder(basename(root))
  if (kind) return [{ folder: root, kind }]
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const known = entries.flatMap((entry) => {
    const kind = entry.isDirectory() ? kindOfFolder(entry.name) : null
    return kind ? [{ folder: join(root, entry.name), kind }] : []
  })
  const hasMore = entries.some(
    (entry) => mayHold(entry) && !known.some(({ folder }) => folder === join(root, entry.name)),
  )
  return hasMore || known.length === 0 ? [...known, { folder: root, kind: null }] : known
}

/** What the names of the files in a folder say of it, those in the libraries inside it aside. */
export async function guessKind(folder: string, inside: readonly string[]): Promise<LibraryKind> {
  if (/karaoke/i.test(basename(folder))) return 'karaoke'
  let [films, songs, episodes] = [0, 0, 0]
  for await (const path of mediaNames(folder, inside)) {
    if (formatOf(path)?.videoType === null) songs++
    else if (looksLikeEpisode(basename(path))) episodes++
    else films++
    if (films + songs + episodes >= NAMES_LOOKED_AT) break
  }
  if (songs >= films + episodes) return 'music'
  return episodes > (films + episodes) * SHARE_OF_EPISODES ? 'series' : 'films'
}

async function* mediaNames(folder: string, inside: readonly string[]): AsyncGenerator<string> {
  const directory = await opendir(folder).catch(() => null)
  if (!directory) return
  for await (const entry of directory) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !inside.includes(path)) yield* mediaNames(path, inside)
    if (entry.isFile() && formatOf(path)) yield path
  }
}

function mayHold(entry: Dirent): boolean {
  if (entry.name.startsWith('.')) return false
  return entry.isDirectory() || entry.isSymbolicLink() || formatOf(entry.name) !== undefined
}

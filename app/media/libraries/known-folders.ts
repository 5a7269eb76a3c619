import type { LibraryKind } from '~/domain/library/library'

const NAMES: Record<LibraryKind, string[]> = {
  music: ['music', 'musik', 'musique', 'música', 'songs', 'audio'],
  films: ['films', 'film', 'movies', 'movie', 'filme', 'cinema', 'kino'],
  series: ['series', 'tv', 'tv shows', 'tv series', 'shows', 'serien', 'séries', 'anime'],
  karaoke: ['karaoke'],
}

const KINDS = new Map(Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [name, kind])))

/** What a folder of this name holds; null when its name does not say. */
export function kindOfFolder(name: string): LibraryKind | null {
  const folded = name.normalize('NFC').toLowerCase().replace(/[_-]/g, ' ').trim()
  return (KINDS.get(folded) as LibraryKind | undefined) ?? null
}
